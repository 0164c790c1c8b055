// Signs requests with Signature Version 4, as AWS's page "Create a signed AWS API request" describes it.
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Signer {
  /** Reads JSON, as far as the questions need it: objects, arrays, strings, and numbers. */
  static class Json {
    private final String text;
    private int at = 0;

    Json(String text) {
      this.text = text;
    }

    Object read() {
      char sign = next();
      if (sign == '{') {
        Map<String, Object> object = new LinkedHashMap<>();
        while (peek() != '}') {
          next();
          String name = string();
          next();
          object.put(name, read());
          if (peek() == ',') next();
        }
        next();
        return object;
      }
      if (sign == '[') {
        List<Object> list = new ArrayList<>();
        while (peek() != ']') {
          list.add(read());
          if (peek() == ',') next();
        }
        next();
        return list;
      }
      if (sign == '"') return string();
      int start = at - 1;
      while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) at++;
      return text.substring(start, at).trim();
    }

    private char peek() {
      while (Character.isWhitespace(text.charAt(at))) at++;
      return text.charAt(at);
    }

    private char next() {
      char sign = peek();
      at++;
      return sign;
    }

    private String string() {
      StringBuilder made = new StringBuilder();
      while (text.charAt(at) != '"') {
        char sign = text.charAt(at++);
        if (sign != '\\') {
          made.append(sign);
          continue;
        }
        char escaped = text.charAt(at++);
        switch (escaped) {
          case 'n' -> made.append('\n');
          case 'r' -> made.append('\r');
          case 't' -> made.append('\t');
          case 'b' -> made.append('\b');
          case 'f' -> made.append('\f');
          case 'u' -> {
            made.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
          }
          default -> made.append(escaped);
        }
      }
      at++;
      return made.toString();
    }
  }

  static String quoted(String text) {
    StringBuilder made = new StringBuilder("\"");
    for (char sign : text.toCharArray()) {
      if (sign == '"' || sign == '\\') made.append('\\').append(sign);
      else if (sign < 0x20) made.append(String.format("\\u%04x", (int) sign));
      else made.append(sign);
    }
    return made.append('"').toString();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String sha256(byte[] data) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
  }

  static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(utf8(text));
  }

  static String uriEncode(byte[] bytes) {
    StringBuilder made = new StringBuilder();
    for (byte one : bytes) {
      char sign = (char) (one & 0xff);
      boolean stays = sign < 0x80 && (Character.isLetterOrDigit(sign) || "-_.~".indexOf(sign) >= 0);
      made.append(stays ? String.valueOf(sign) : String.format("%%%02X", (int) sign));
    }
    return made.toString();
  }

  static String again(String text) {
    byte[] source = utf8(text);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int at = 0; at < source.length; at++) {
      if (source[at] == '%' && at + 2 < source.length && new String(source, at + 1, 2, StandardCharsets.ISO_8859_1).matches("[0-9A-Fa-f]{2}")) {
        decoded.write(Integer.parseInt(new String(source, at + 1, 2, StandardCharsets.ISO_8859_1), 16));
        at += 2;
      } else decoded.write(source[at]);
    }
    return uriEncode(decoded.toByteArray());
  }

  @SuppressWarnings("unchecked")
  static String answer(Map<String, Object> line) throws Exception {
    Map<String, Object> request = (Map<String, Object>) line.get("request");
    String time = (String) line.get("time");
    String scope = time.substring(0, 8) + "/" + line.get("region") + "/" + line.get("service") + "/aws4_request";
    List<String> names = new ArrayList<>();
    for (Object name : (List<Object>) line.get("signedHeaders")) names.add(((String) name).toLowerCase(Locale.ROOT));
    names.sort(null);
    String signed = String.join(";", names);
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Object header : (List<Object>) request.get("headers")) {
      List<String> pair = (List<String>) header;
      values.computeIfAbsent(pair.get(0).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(pair.get(1).strip().replaceAll("\\s+", " "));
    }
    String target = (String) request.get("target");
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    List<String[]> pairs = new ArrayList<>();
    for (String pair : (mark < 0 ? "" : target.substring(mark + 1)).split("&")) {
      if (pair.isEmpty()) continue;
      String[] parts = pair.split("=", 2);
      pairs.add(new String[] {again(parts[0]), again(parts.length > 1 ? parts[1] : "")});
    }
    if (line.get("form").equals("query")) {
      pairs.add(new String[] {"X-Amz-Algorithm", "AWS4-HMAC-SHA256"});
      pairs.add(new String[] {"X-Amz-Credential", uriEncode(utf8(line.get("accessKeyId") + "/" + scope))});
      pairs.add(new String[] {"X-Amz-Date", time});
      pairs.add(new String[] {"X-Amz-Expires", String.valueOf(line.get("expires"))});
      pairs.add(new String[] {"X-Amz-SignedHeaders", uriEncode(utf8(signed))});
    }
    pairs.sort((one, other) -> one[0].equals(other[0]) ? one[1].compareTo(other[1]) : one[0].compareTo(other[0]));
    List<String> query = new ArrayList<>();
    for (String[] pair : pairs) query.add(pair[0] + "=" + pair[1]);
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) segments.add(again(segment));
    String body = (String) request.getOrDefault("bodyBase64", "");
    String payload =
        values.containsKey("x-amz-content-sha256")
            ? values.get("x-amz-content-sha256").get(0)
            : line.get("payload").equals("unsigned") ? "UNSIGNED-PAYLOAD" : sha256(Base64.getDecoder().decode(body));
    StringBuilder headers = new StringBuilder();
    for (String name : names) headers.append(name).append(':').append(String.join(",", values.get(name))).append('\n');
    String canonical =
        String.join("\n", (String) request.get("method"), String.join("/", segments), String.join("&", query), headers, signed, payload);
    String string = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(utf8(canonical)));
    byte[] key = utf8("AWS4" + line.get("secret"));
    for (String part : scope.split("/")) key = hmac(key, part);
    String signature = HexFormat.of().formatHex(hmac(key, string));
    return "{\"id\":" + quoted((String) line.get("id")) + ",\"signature\":" + quoted(signature) + "}";
  }

  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) throws Exception {
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String text = questions.readLine(); text != null; text = questions.readLine()) {
      answers.println(answer((Map<String, Object>) new Json(text).read()));
    }
  }
}
