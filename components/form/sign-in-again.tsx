"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { signInQuestion } from "#components/query/sign-in-again.ts";
import type { SignInAgainProps } from "./sign-in-again-dialog.tsx";

/** Asks whose session has ended to sign in, on top of what they are doing. Its code comes when it is wanted. */
export function SignInAgain(props: Omit<SignInAgainProps, "settle">) {
  const question = useSyncExternalStore(signInQuestion.subscribe, signInQuestion.current, () => null);
  if (question === null) return null;
  return (
    <Suspense>
      <SignInAgainDialog {...props} settle={question.settle} />
    </Suspense>
  );
}

const SignInAgainDialog = lazy(() =>
  import("./sign-in-again-dialog.tsx").then((module) => ({ default: module.SignInAgainDialog })),
);
