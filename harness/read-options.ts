import { parseArgs } from "node:util";
import { z } from "zod";

/**
 * Reads a command line by a schema with a field for each option. Throws the fields' own sentences, and `help` behind
 * them, where something was typed wrongly.
 */
export function readOptions<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  { args = process.argv.slice(2), help = "" }: { args?: string[]; help?: string } = {},
): z.output<z.ZodObject<Shape>> {
  const options = Object.entries(schema.shape).map(([name, field]) => [name, optionOf(field)] as const);
  const parsed = schema.safeParse(parseArgs({ args, options: Object.fromEntries(options) }).values);
  if (parsed.success) return parsed.data;
  throw new Error([...parsed.error.issues.map(({ message }) => message), ...(help && ["", help])].join("\n"));
}

/** A field that takes no text is a switch where it takes `true`, and may be given several times where it takes a list. */
function optionOf(field: z.core.$ZodType) {
  const takes = (value: unknown) => z.safeParse(field, value).success;
  if (takes("1")) return { type: "string" } as const;
  return { type: takes(true) ? "boolean" : "string", multiple: takes([]) } as const;
}
