import { SearchX } from "lucide-react";

/** Inside the frame: the id is unknown here, or it never was one. */
export default function NotFoundHere() {
  return (
    <div className="mx-auto grid max-w-112 justify-items-start gap-3 py-16">
      <SearchX aria-hidden="true" className="size-6 text-ink-faint" />
      <h1 className="text-h1">There is nothing here</h1>
      <p className="text-ink-muted">
        The id may be mistyped, or it belongs to another app. Choose the app at the top left, or paste the id into the
        search to look for it.
      </p>
    </div>
  );
}
