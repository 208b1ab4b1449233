package dev.millrace.examples.search;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The text in a class file: its string constants. JVM specification, chapter 4.4. */
final class ClassText {
    private static final int MAGIC_AND_VERSION = 8;

    private ClassText() {}

    /**
     * All string constants, one a line.
     *
     * @throws IOException if it is no class file
     */
    static String of(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        in.skipBytes(MAGIC_AND_VERSION);
        String[] texts = new String[in.readUnsignedShort()];
        List<Integer> constants = new ArrayList<>();
        for (int i = 1; i < texts.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 8 -> constants.add(in.readUnsignedShort());
                case 7, 16, 19, 20 -> in.skipBytes(2); // class, method type, module, package
                case 15 -> in.skipBytes(3); // method handle
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4); // int, float, members, name and type, dynamic
                case 5, 6 -> { // long and double have two places
                    in.skipBytes(8);
                    i++;
                }
                default -> throw new IOException("unknown constant " + tag + " at " + i);
            }
        }
        return String.join("\n", constants.stream().map(index -> texts[index]).toList());
    }
}
