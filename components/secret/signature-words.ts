import { formatBytes, formatDuration, formatNumber } from "#components/format/number.ts";
import type { SignatureDiagnosis } from "#domain/secret/schema.ts";

/** A diagnosis as people read it: what is the case, how that is known, what to do. */
type Words = { title: string; why: string; advice: string };
export type SignatureVerdict = Words & { tone: "ok" | "bad" };

/** `now` in ms since 1970: a message pasted long after it was signed is nothing to worry about by itself. */
export function signatureVerdict(diagnosis: SignatureDiagnosis, now: number): SignatureVerdict {
  return { tone: diagnosis.cause === "genuine" ? "ok" : "bad", ...wordsOf(diagnosis, now) };
}

function wordsOf(diagnosis: SignatureDiagnosis, now: number): Words {
  switch (diagnosis.cause) {
    case "genuine":
      return genuine(diagnosis, now);
    case "clock":
      return clock(diagnosis.clockAheadSeconds ?? 0);
    case "receiver_secret":
      return receiverSecret(diagnosis);
    case "secret_ended":
      return secretEnded(diagnosis);
    case "other_endpoint":
      return otherEndpoint(diagnosis);
    case "body_changed":
      return bodyChanged(diagnosis);
    case "header_missing":
      return {
        title: `${diagnosis.missingHeaders.join(" and ")} did not arrive`,
        why: "Posthouse sends all three headers with every attempt, so that something on the way took them out, or they were not pasted.",
        advice:
          "Look at what stands before the receiver: a proxy, a gateway or a framework that lets known headers through only.",
      };
    case "timestamp_malformed":
      return {
        title: diagnosis.isMilliseconds ? "The timestamp is in milliseconds" : "The timestamp is no number of seconds",
        why: "webhook-timestamp is sent in whole seconds since 1970, and is part of what is signed.",
        advice: "Hand the header on as text, as it came.",
      };
    case "version_missing":
      return {
        title: "The signature lost its v1, or its base64",
        why: "With v1, before it, and in base64, it is this endpoint’s signature: something between Posthouse and the check cut or rewrote it.",
        advice:
          "Hand the header on whole. If the receiver compares by hand, it must cut off v1, on both sides or on none, and compare base64 with base64.",
      };
    case "message_unknown":
      return {
        title: "This app has sent no such message",
        why: "No event here has this webhook-id, and no secret of this app made the signature.",
        advice: "Check that it came from this app, and not from another one, a test tool, or somebody else.",
      };
    case "wrong_secret":
      return {
        title: "The signature is none of this app’s secrets",
        why: "The event is known, but none of the secrets kept here made this signature over this id, this timestamp and either body. A secret that ended before the last rotation is no longer kept.",
        advice:
          "Check that id, timestamp and signature are of one attempt and pasted whole. Otherwise somebody who does not have the secret sent this.",
      };
  }
}

const TOLERANCE_MS = 5 * 60_000;

function genuine({ signedAt }: SignatureDiagnosis, now: number): Words {
  const ageMs = signedAt === null ? 0 : now - Date.parse(signedAt);
  const isOld = ageMs > TOLERANCE_MS;
  return {
    title: "The message is genuine and unchanged",
    why: `Id, timestamp and body are as this endpoint’s secret signed them${isOld ? `, ${formatDuration(ageMs)} ago` : ""}.`,
    advice: `So the receiver’s check is at fault: it uses another secret (say below which one), looks at a body that was parsed and written anew, leaves out id or timestamp, or${isOld ? " gets the message more than five minutes late" : " its clock is wrong"}.`,
  };
}

function clock(aheadSeconds: number): Words {
  const isAhead = aheadSeconds > 0;
  return {
    title: `The receiver’s clock says ${formatDuration(Math.abs(aheadSeconds) * 1000)} ${isAhead ? "later" : "earlier"}`,
    why: "The signature is right, but receivers refuse what was signed more than five minutes from now, so that old messages cannot be sent again.",
    advice: isAhead
      ? "Set the receiver’s clock by NTP. If it is right, the message waited in a queue: check the signature where it comes in."
      : "Set the receiver’s clock by NTP: the message was signed in its future.",
  };
}

function receiverSecret({ secret }: SignatureDiagnosis): Words {
  const whose =
    secret === null
      ? "It is none that this app knows."
      : secret.endpoint !== null
        ? `It is the secret of the endpoint ${secret.endpoint.name}.`
        : "It is this endpoint’s older one, whose grace is over.";
  return {
    title: "The receiver checks with another secret",
    why: `The message is genuine, but the receiver’s secret does not end like one that signs now. ${whose}`,
    advice: "Give the receiver this endpoint’s secret. Where it is lost, rotate: the new one is shown once.",
  };
}

function secretEnded({ secret }: SignatureDiagnosis): Words {
  const when = secret?.endedAt ? ` since ${secret.endedAt.slice(0, 16).replace("T", " ")} UTC` : "";
  return {
    title: "It was signed with an older secret",
    why: `The secret ending in …${secret?.last4 ?? ""} signs no more${when}: its grace is over.`,
    advice:
      "The message was sent before that. Newer ones carry the new secret’s signature: give the receiver that one, and replay this delivery.",
  };
}

function otherEndpoint({ secret }: SignatureDiagnosis): Words {
  return {
    title: `It was sent for the endpoint ${secret?.endpoint?.name ?? ""}`,
    why: `The secret of that endpoint made the signature. It ends in …${secret?.last4 ?? ""}.`,
    advice:
      "Each endpoint has a secret of its own, also where two lead to the same address: check with the one that belongs to it.",
  };
}

const DIFFERENCES: Record<NonNullable<SignatureDiagnosis["difference"]>["kind"], string> = {
  final_line_break: "A line break or space at its end was added or cut off",
  white_space: "White space between its parts was changed",
  json_rewritten: "It was parsed and written anew: the same data in other bytes",
  cut: "It was cut off",
  other: "Its content is another",
};

function bodyChanged({ difference }: SignatureDiagnosis): Words {
  const facts =
    difference === null
      ? ""
      : ` ${DIFFERENCES[difference.kind]}; the first byte that differs is number ${formatNumber(difference.firstDifferenceAt + 1)} of ${formatBytes(difference.sentBytes)}.`;
  return {
    title: "The body was changed on its way",
    why: `The signature fits the bytes that Posthouse sent, but not these.${facts}`,
    advice:
      "Check the signature over the raw bytes of the request, before anything parses it: most frameworks have a setting for that.",
  };
}
