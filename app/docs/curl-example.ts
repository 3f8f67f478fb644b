import type { PathOperation } from "./parts.ts";

/** A command that makes this call, for anybody whose shell has an API key in POSTHOUSE_KEY. */
export function curlExample({ method, path, operation }: PathOperation, origin: string): string {
  const url = `${origin}${filled(path, operation.parameters)}`;
  const [body] = Object.entries(operation.requestBody?.content ?? {});
  const lines = [
    `curl ${method === "get" || (method === "post" && body) ? "" : `-X ${method.toUpperCase()} `}"${url}"`,
    '-H "Authorization: Bearer $POSTHOUSE_KEY"',
    ...(body ? bodyLines(body[0], body[1].example) : []),
  ];
  return lines.join(" \\\n  ");
}

function bodyLines(contentType: string, example: unknown): string[] {
  const text = typeof example === "string" ? example : JSON.stringify(example);
  // A line break must reach the receiver as it is, which -d would leave out.
  const flag = text.includes("\n") ? "--data-binary $" : "-d ";
  const quoted = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return [`-H "Content-Type: ${contentType}"`, `${flag}'${text.includes("\n") ? quoted : text}'`];
}

function filled(path: string, parameters: PathOperation["operation"]["parameters"]): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => "name" in one && one.name === name);
    const example = parameter && "schema" in parameter ? parameter.schema.examples?.[0] : undefined;
    return String(example ?? (name === "app" ? "production" : name));
  });
}
