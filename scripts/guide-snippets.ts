import { SNIPPETS } from "#components/secret/snippets.ts";

const BEGIN = /<!-- snippets: [^>]* -->/;
const END = "<!-- /snippets -->";

/** A guide with the verification snippets, as the dashboard shows them, between its two marks. */
export function withSnippets(guide: string): string {
  const begin = BEGIN.exec(guide);
  const endsAt = guide.indexOf(END);
  if (!begin || endsAt < begin.index) throw new Error(`The guide has lost its marks, ${BEGIN.source} and ${END}.`);
  const sections = SNIPPETS.map(({ label, language, code }) => `### ${label}\n\n\`\`\`${language}\n${code}\`\`\`\n`);
  return `${guide.slice(0, begin.index)}${begin[0]}\n\n${sections.join("\n")}\n${guide.slice(endsAt)}`;
}
