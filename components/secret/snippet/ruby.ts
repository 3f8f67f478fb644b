/** Verifies a message in Ruby, with its standard library alone. */
export const RUBY_SNIPPET = `require "openssl"

KEY = ENV.fetch("POSTHOUSE_SECRET").delete_prefix("whsec_").unpack1("m0")

# headers: names in lower case. raw_body: the bytes as they came, before any parsing.
def from_posthouse?(headers, raw_body)
  id, timestamp, signatures = headers.values_at("webhook-id", "webhook-timestamp", "webhook-signature")
  return false if id.nil? || signatures.nil? || !/\\A\\d{1,12}\\z/.match?(timestamp)
  return false if (Time.now.to_i - timestamp.to_i).abs > 300

  digest = OpenSSL::HMAC.digest("SHA256", KEY, "#{id}.#{timestamp}.".b + raw_body.b)
  expected = "v1,#{[digest].pack("m0")}"
  signatures.split(" ").any? { |given| OpenSSL.secure_compare(given, expected) }
end
`;
