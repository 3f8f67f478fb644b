import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export type Certificate = { key: string; cert: string; privateKey: KeyObject; name: string };

type CertificateSettings = {
  /** The host name the certificate is made for; of an authority, its own name. */
  name: string;
  /** Who signs it; left out, it signs itself. */
  issuer?: Certificate;
  isAuthority?: boolean;
  notBefore?: Date;
  notAfter?: Date;
};

const OID = {
  ecdsaWithSha256: "06082a8648ce3d040302",
  commonName: "0603550403",
  basicConstraints: "0603551d13",
  subjectAltName: "0603551d11",
};

const DAY_MS = 86_400_000;

/** Makes an X.509 certificate (RFC 5280) with a fresh P-256 key, as PEM. Node can read certificates but not make them. */
export function createCertificate(settings: CertificateSettings): Certificate {
  const { name, issuer, isAuthority = false } = settings;
  const { notBefore = new Date(Date.now() - DAY_MS), notAfter = new Date(Date.now() + DAY_MS) } = settings;
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = sequence(hex(OID.ecdsaWithSha256));
  const body = sequence(
    tagged(0xa0, hex("020102")),
    tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    distinguishedName(issuer?.name ?? name),
    sequence(time(notBefore), time(notAfter)),
    distinguishedName(name),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(basicConstraints(isAuthority), alternativeName(name))),
  );
  const signature = sign("sha256", body, issuer?.privateKey ?? privateKey);
  const certificate = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: pem(certificate),
    privateKey,
    name,
  };
}

function basicConstraints(isAuthority: boolean): Buffer {
  const value = isAuthority ? sequence(hex("0101ff")) : sequence();
  return sequence(hex(OID.basicConstraints), hex("0101ff"), tagged(0x04, value));
}

function alternativeName(name: string): Buffer {
  return sequence(hex(OID.subjectAltName), tagged(0x04, sequence(tagged(0x82, Buffer.from(name)))));
}

function distinguishedName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(hex(OID.commonName), tagged(0x0c, Buffer.from(name)))));
}

// GeneralizedTime: YYYYMMDDHHMMSSZ.
function time(at: Date): Buffer {
  return tagged(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\..*/g, "")}Z`));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

// DER: a tag, the length (short, or the number of its bytes and those bytes), the content.
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = hex(length.toString(16).padStart(length > 255 ? 4 : 2, "0"));
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
