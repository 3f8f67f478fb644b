"use client";

import { useState } from "react";
import {
  type FieldPath,
  type FieldValues,
  type ResolverResult,
  set,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { type ApiError, issueSentence } from "#components/query/api-error.ts";
import type { ActionResult } from "#http/action.ts";
import { changesOf } from "./changes.ts";
import { placeIssues, schemaIssues } from "./issues.ts";
import { type UnsavedGuard, useUnsavedGuard } from "./unsaved.ts";
import { type Operation, type OperationOptions, useOperation } from "./use-operation.ts";

type Judging<Values, Input> = {
  /** The operation's own input schema, by import(): no page carries zod before a form is first sent. */
  schema?: () => Promise<z.ZodType<unknown, Input>>;
  /** What the form starts with. Where they change later, every field that nobody has touched follows. */
  values: Values;
  /** Needed where the wire and the inputs differ by more than a field knows itself. */
  toInput?: (values: Values) => Input;
  /** What no schema can say, such as that a text is no JSON: sentences by the fields' names. */
  check?: (values: Values) => { [name: string]: string | null };
  /** For an update: only what differs from `values` is sent, so that what somebody else changes meanwhile is not set back. */
  changesOnly?: boolean;
};

type FormOptions<Values, Input> = Judging<Values, Input> & {
  /** Leaving does not ask: nothing that is typed here is meant to be kept. */
  isScratch?: boolean;
  /** Sending is a step on the way only: what is typed stays unsaved. */
  isStep?: boolean;
} & ([Values] extends [Input] ? unknown : { toInput: (values: Values) => Input });

export type OperationForm<Values extends FieldValues, Input> = {
  methods: UseFormReturn<Values, unknown, Input>;
  /** Names of the fields on the page; the fields keep it. */
  fields: Set<string>;
  /** Judges what is typed and sends it; answers whether it was done. */
  submit: () => Promise<boolean>;
  reset: () => void;
  isPending: boolean;
  isDirty: boolean;
  /** Why it was refused last by the server. */
  refusal: ApiError | null;
  /** How often it was refused, here or by the server: each time the first wrong field is to be shown. */
  refusals: number;
  guard: UnsavedGuard;
};

/** The one way to make a form: an operation's input schema is also its form, and refusals find their fields. */
export function useOperationForm<Values extends FieldValues, Input extends object, Value>(
  action: (input: Input) => Promise<ActionResult<Value>>,
  options: OperationOptions<Input, Value> & FormOptions<Values, Input>,
): OperationForm<Values, Input> {
  return useFormOf(useOperation(action, options), options);
}

/** The same over an operation that something besides the form runs too. */
export function useFormOf<Values extends FieldValues, Input extends object>(
  { run, refusal, isPending }: Operation<Input>,
  options: FormOptions<Values, Input>,
): OperationForm<Values, Input> {
  const { values, isScratch = false, isStep = false } = options;
  const [fields] = useState(() => new Set<string>());
  const [refusals, setRefusals] = useState(0);
  const methods = useForm<Values, unknown, Input>({
    values,
    resetOptions: FOLLOWING,
    shouldFocusError: false,
    resolver: (typed) => judge(typed, options, fields),
  });
  // Reading `dirtyFields` makes react-hook-form keep them, for `keepDirtyValues`.
  const { isDirty, dirtyFields: _, isSubmitting } = methods.formState;
  const submit = async () => {
    let isDone = false;
    const send = methods.handleSubmit(async (input) => {
      const answer = await run(input);
      isDone = answer === null;
      if (answer !== null) showRefusal(answer, methods, fields);
    });
    await send();
    if (!isDone) setRefusals((before) => before + 1);
    else if (!isStep) methods.reset(methods.getValues(), AFRESH);
    return isDone;
  };
  return {
    ...{ methods, fields, submit, isDirty, refusal, refusals },
    reset: () => methods.reset(values, AFRESH),
    isPending: isSubmitting || isPending,
    guard: useUnsavedGuard(isDirty && !isScratch),
  };
}

/** What stays when `values` change under a form that somebody works at. */
const FOLLOWING = {
  keepDirtyValues: true,
  keepDirty: true,
  keepErrors: true,
  keepIsSubmitted: true,
  keepSubmitCount: true,
};

/** Nothing stays. Said one by one, because react-hook-form adds the options above to those of every reset. */
const AFRESH = Object.fromEntries(Object.keys(FOLLOWING).map((kept) => [kept, false]));

/** Judges what is typed. What no field on the page could correct is left for the server to say. */
async function judge<Values extends FieldValues, Input extends object>(
  typed: Values,
  { schema, values, check, toInput = asInput, changesOnly = false }: Judging<Values, Input>,
  fields: ReadonlySet<string>,
): Promise<ResolverResult<Values, Input>> {
  const input = changesOnly ? changesOf(toInput(typed), toInput(values)) : toInput(typed);
  // A schema that does not come, as offline, has nothing against it: the server has the last word in any case.
  const judgedBy = await schema?.().catch(() => undefined);
  const checked = Object.entries(check?.(typed) ?? {}).flatMap(([path, message]) =>
    message === null ? [] : [{ path, message }],
  );
  const { placed } = placeIssues([...checked, ...(judgedBy ? schemaIssues(judgedBy, input) : [])], fields);
  if (placed.size === 0) return { values: input, errors: {} };
  const errors = {};
  for (const [name, issue] of placed) set(errors, name, issue);
  return { values: {}, errors };
}

/** The type of the options makes it so: without `toInput` the values are an input. */
function asInput<Values, Input>(values: Values): Input {
  return values as unknown as Input;
}

/** Shows each issue at its field, and above the form what has none. */
function showRefusal<Values extends FieldValues, Input>(
  refusal: ApiError,
  { setError }: UseFormReturn<Values, unknown, Input>,
  fields: ReadonlySet<string>,
): void {
  const { placed, unplaced } = placeIssues(refusal.issues, fields);
  for (const [name, issue] of placed) setError(asPath<Values>(name), issue);
  const [first] = unplaced;
  const message = first === undefined ? refusal.message : issueSentence(first);
  if (placed.size === 0 || first !== undefined) setError("root.refusal", { type: "refused", message });
}

/** A name that a field gave itself, by its typed `name`. */
function asPath<Values extends FieldValues>(name: string): FieldPath<Values> {
  return name as FieldPath<Values>;
}
