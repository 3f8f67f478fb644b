import { CodeBlock } from "#components/ui/code-block.tsx";
import type { Tab } from "#components/ui/tabs.tsx";
import { SNIPPETS } from "./snippets.ts";

/** The verification snippets as tabs, coloured on the server; for `SecretReveal`, which runs in the browser. */
export function snippetTabs(): Tab[] {
  return SNIPPETS.map(({ language, label, code }) => ({
    value: language,
    label,
    content: <CodeBlock code={code} language={language} label={`Verify in ${label}`} className="[&_pre]:max-h-64" />,
  }));
}
