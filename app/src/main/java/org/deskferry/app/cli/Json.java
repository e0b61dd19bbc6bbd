package org.deskferry.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.List;

/** Messages of the contract in their JSON form: names in lowerCamelCase, 64-bit numbers as strings, durations as "1.5s". */
final class Json {
    private Json() {}

    static JsonElement of(MessageOrBuilder message) {
        try {
            return JsonParser.parseString(
                    JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonArray list(List<? extends JsonElement> elements) {
        var array = new JsonArray();
        elements.forEach(array::add);
        return array;
    }
}
