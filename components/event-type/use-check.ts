"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import type { ApiError } from "#components/query/api-error.ts";
import { EVENT_TYPE_NAME } from "#domain/event-type/rule/name.ts";
import { textFault } from "#domain/rule/field.ts";
import type { CheckAction } from "./actions.ts";
import { readDocument } from "./document.ts";
import { checkQuery } from "./queries.ts";

/** What stands beside an editor: an error, or the words that it is sound, or neither while nobody knows yet. */
export type Judgement = { error: string | undefined; verdict: string | null };

/** Judges schema and example while somebody types: what is no JSON at once, the rest by the server's own refusal. */
export function useCheck(
  texts: { name: string; schema: string; example: string },
  check: CheckAction,
): { schema: Judgement; example: Judgement } {
  const place = usePlace();
  const schema = readDocument(texts.schema);
  const example = readDocument(texts.example);
  const isReadable = schema.fault === null && example.fault === null;
  const isEmpty = schema.value === null && example.value === null;
  const name = textFault(EVENT_TYPE_NAME, texts.name) === null ? texts.name : NAMELESS;
  const wanted = isReadable && !isEmpty ? JSON.stringify({ name, schema: schema.value, example: example.value }) : null;
  const rested = useRested(wanted, REST_MS);
  const { data, isPlaceholderData } = useQuery(checkQuery(place, rested === null ? null : JSON.parse(rested), check));
  const isKnown = rested !== null && rested === wanted && data !== undefined && !isPlaceholderData;
  const [schemaIssue, exampleIssues] = isKnown ? issuesOf(data) : [undefined, []];
  return {
    schema: judge(schema, { isKnown, issue: schemaIssue, verdict: "A valid JSON Schema" }),
    example: judge(example, {
      isKnown: isKnown && schemaIssue === undefined,
      issue: exampleIssues.length === 0 ? undefined : exampleIssues.join("\n"),
      verdict: schema.value === null ? "A message of this type" : "Matches the schema",
    }),
  };
}

const REST_MS = 350;

/** Stands in while the name is not one yet, so that the documents can be judged before it. */
const NAMELESS = "event.type";

function judge(
  { value, fault }: { value: unknown; fault: string | null },
  { isKnown, issue, verdict }: { isKnown: boolean; issue: string | undefined; verdict: string },
): Judgement {
  if (fault !== null) return { error: fault, verdict: null };
  if (value === null) return { error: undefined, verdict: null };
  return { error: issue, verdict: isKnown && issue === undefined ? verdict : null };
}

/** The schema's issue, and the example's, each with its place inside the example. */
function issuesOf(refusal: ApiError | null): [string | undefined, string[]] {
  const issues = refusal?.issues ?? [];
  const schemaIssue = issues.find(({ path }) => path === "schema" || path.startsWith("schema."))?.message;
  const exampleIssues = issues
    .filter(({ path }) => path === "example" || path.startsWith("example."))
    .map(({ path, message }) => (path === "example" ? message : `${path.slice("example.".length)}: ${message}`));
  return [schemaIssue, exampleIssues];
}

/** A value that follows `value` once that has stayed the same for `restMs`: for asking a server while somebody types. */
function useRested<Value>(value: Value, restMs: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return rested;
}
