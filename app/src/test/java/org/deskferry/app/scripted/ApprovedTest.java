package org.deskferry.app.scripted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes a picture another one than was approved, and what does not. */
final class ApprovedTest {
    @Test
    void times_that_pass_and_edges_of_letters_make_no_difference() {
        assertEquals(Optional.empty(), Approved.differences(window("2 h 14 min", 0), window("2 h 59 min", 0)));
        assertEquals(Optional.empty(), Approved.differences(window("2 h 14 min", 0), window("2 h 14 min", 1)));
    }

    @Test
    void a_part_that_is_missing_moved_or_of_another_colour_does() {
        var whole = window("2 h 14 min", 0);
        assertTrue(Approved.differences(whole, window("2 h 14 min", 24)).isPresent(), "moved");
        var without = window("2 h 14 min", 0);
        fill(without, Color.WHITE, 400, 300, 300, 60);
        assertTrue(Approved.differences(whole, without).isPresent(), "missing");
        var other = window("2 h 14 min", 0);
        fill(other, Color.RED, 400, 300, 300, 60);
        assertTrue(Approved.differences(whole, other).isPresent(), "of another colour");
    }

    /** A card with a panel in it, {@code shift} pixels further to the right. */
    private static BufferedImage window(String time, int shift) {
        var picture = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
        fill(picture, Color.WHITE, 0, 0, 1280, 720);
        fill(picture, new Color(0xdd, 0xe4, 0xea), 380 + shift, 100, 400, 400);
        fill(picture, new Color(0xb0, 0xe0, 0xb8), 400 + shift, 300, 300, 60);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        graphics.drawString(time, 410 + shift, 480);
        graphics.dispose();
        return picture;
    }

    private static void fill(BufferedImage picture, Color colour, int x, int y, int width, int height) {
        var graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(x, y, width, height);
        graphics.dispose();
    }
}
