"use client";

import { Braces, Copy, Hash, MessageSquareText, Terminal } from "lucide-react";
import { Menu, MenuItem } from "#components/popup/popup.tsx";
import { toast } from "#components/popup/toast.tsx";
import { copyText } from "#components/ui/copy-button.tsx";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import { toCurl } from "./curl.ts";
import { phraseText } from "./phrase-text.ts";
import type { Verdict } from "./verdict.ts";

/** Copies what people paste elsewhere: the request as a command, the body, the id. */
export function CopyMenu({ delivery, verdict }: { delivery: DeliveryDetail; verdict: Verdict }) {
  const { id, payload } = delivery;
  const request = delivery.attempts.at(-1)?.request;
  const body = payload.body;
  const copyCurl = () => {
    if (request === undefined) return;
    const { command, leftOut } = toCurl({ ...request, body });
    const note = leftOut.length === 0 ? undefined : `Without ${leftOut.join(", ")}: their values are secret.`;
    void copy(command, "The cURL command is copied", note);
  };
  return (
    <Menu trigger={{ icon: <Copy />, children: "Copy" }} align="end">
      <MenuItem icon={<Terminal />} isDisabled={request === undefined} onSelect={copyCurl}>
        Copy as cURL
      </MenuItem>
      <MenuItem
        icon={<Braces />}
        isDisabled={body === null}
        onSelect={() => void copy(body ?? "", "The body is copied")}
      >
        Copy body
      </MenuItem>
      <MenuItem
        icon={<MessageSquareText />}
        onSelect={() => void copy(verdictWords(verdict), "The verdict and the address of this page are copied")}
      >
        Copy verdict and link
      </MenuItem>
      <MenuItem icon={<Hash />} onSelect={() => void copy(id, "The id is copied")}>
        Copy delivery id
      </MenuItem>
    </Menu>
  );
}

/** For a ticket or a chat: what happened and what happens next, then where it is written. */
function verdictWords({ happened, next }: Verdict): string {
  const sentences = [happened, next].map((phrase) => phraseText(phrase, Date.now())).filter((text) => text !== "");
  return `${sentences.join(" ")}\n${window.location.origin}${window.location.pathname}`;
}

async function copy(text: string, said: string, note?: string) {
  if (await copyText(text)) toast.success(said, { description: note });
  else toast.error("Copying was refused", { description: "The browser does not let this page use the clipboard." });
}
