/** Verifies a message in Java, with its standard library alone. */
export const JAVA_SNIPPET = `import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class PosthouseSignature {
    private static final byte[] KEY =
            Base64.getDecoder().decode(System.getenv("POSTHOUSE_SECRET").replaceFirst("^whsec_", ""));

    // headers: names in lower case. rawBody: the bytes as they came, before any parsing.
    public static boolean fits(Map<String, String> headers, byte[] rawBody) throws GeneralSecurityException {
        String id = headers.getOrDefault("webhook-id", "");
        String timestamp = headers.getOrDefault("webhook-timestamp", "");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) return false;
        if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > 300) return false;

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        mac.update(bytes(id + "." + timestamp + "."));
        byte[] expected = bytes("v1," + Base64.getEncoder().encodeToString(mac.doFinal(rawBody)));
        for (String given : headers.getOrDefault("webhook-signature", "").split(" ")) {
            if (MessageDigest.isEqual(expected, bytes(given))) return true;
        }
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
`;
