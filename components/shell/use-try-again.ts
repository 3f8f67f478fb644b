import { useRouter } from "next/navigation";
import { startTransition } from "react";

/** For a page that could not be made: reads it again from the server, then draws it anew. */
export function useTryAgain(reset: () => void): () => void {
  const router = useRouter();
  return () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
}
