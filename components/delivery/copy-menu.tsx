"use client";

import { Braces, Copy, Hash, Terminal } from "lucide-react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copy-text.ts";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import { toCurl } from "./curl.ts";

/** Copies what people paste elsewhere: the request as a command, the body, the id. */
export function CopyMenu({ delivery }: { delivery: DeliveryDetail }) {
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
    <Menu trigger={<Button icon={<Copy />}>Copy</Button>} align="end">
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
      <MenuItem icon={<Hash />} onSelect={() => void copy(id, "The id is copied")}>
        Copy delivery id
      </MenuItem>
    </Menu>
  );
}

async function copy(text: string, said: string, note?: string) {
  if (await copyText(text)) toast.success(said, { description: note });
  else toast.error("Copying was refused", { description: "The browser does not let this page use the clipboard." });
}
