/** Verifies a message in Python, with its standard library alone. */
export const PYTHON_SNIPPET = `import base64, hashlib, hmac, os, re, time

KEY = base64.b64decode(os.environ["POSTHOUSE_SECRET"].removeprefix("whsec_"))

# headers: names in lower case. raw_body: the bytes as they came, before any parsing.
def is_from_posthouse(headers, raw_body):
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "")
    if not message_id or not re.fullmatch("[0-9]{1,12}", timestamp):
        return False
    if abs(time.time() - int(timestamp)) > 300:
        return False

    signed = f"{message_id}.{timestamp}.".encode() + raw_body
    expected = b"v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest())
    return any(hmac.compare_digest(given.encode(), expected) for given in signatures.split(" "))
`;
