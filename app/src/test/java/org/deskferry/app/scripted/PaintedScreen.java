package org.deskferry.app.scripted;

import com.google.protobuf.ByteString;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.deskferry.proto.v1.Pod;

/** A picture of a desktop with the pod's windows on it. */
final class PaintedScreen {
    private PaintedScreen() {}

    static ByteString png(Pod pod, int maxWidth) {
        int width = maxWidth == 0 ? 1280 : Math.min(maxWidth, 1280);
        double scale = width / 1280.0;
        var image = new BufferedImage(width, (int) (800 * scale), BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.scale(scale, scale);
        float hue = Math.floorMod(pod.getManifest().getName().hashCode(), 360) / 360f;
        g.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.55f, 0.55f), 1280, 800, Color.getHSBColor(hue + 0.12f, 0.6f, 0.25f)));
        g.fillRect(0, 0, 1280, 800);
        for (int i = 0; i < pod.getProgramsCount(); i++) {
            int x = 70 + 190 * i;
            int y = 70 + 110 * i;
            g.setColor(new Color(0, 0, 0, 70));
            g.fillRoundRect(x + 6, y + 10, 640, 400, 14, 14);
            g.setColor(i % 2 == 0 ? new Color(0x1e2127) : new Color(0xfafafa));
            g.fillRoundRect(x, y, 640, 400, 14, 14);
            g.setColor(new Color(0x3a3f4b));
            g.fillRoundRect(x, y, 640, 34, 14, 14);
            g.setColor(Color.WHITE);
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 18));
            g.drawString(pod.getPrograms(i).getTitle(), x + 16, y + 24);
            g.setColor(i % 2 == 0 ? new Color(0x98c379) : new Color(0x777777));
            for (int line = 0; line < 11; line++) {
                g.fillRect(x + 20, y + 60 + 28 * line, 120 + Math.floorMod(line * 197 + i * 71, 440), 10);
            }
        }
        g.setColor(new Color(0x24, 0x27, 0x2e));
        g.fillRect(0, 0, 1280, 30);
        g.dispose();
        return encode(image);
    }

    private static ByteString encode(BufferedImage image) {
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return ByteString.copyFrom(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
