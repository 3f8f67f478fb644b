import type { Metadata } from "next";
import type { ComponentType, ReactNode } from "react";
import { setDocumentStatus } from "#http/document-status.ts";
import Forbidden from "./forbidden.tsx";
import NotFound from "./not-found.tsx";
import { REFUSAL_TITLES, type RefusalStatus, TITLE_TEMPLATE } from "./titles.ts";

/**
 * A page or layout whose `notFound()` and `forbidden()` are words in the HTML that arrives, with the same status. Thrown
 * further, they would be shown by scripts only. On a step within the dashboard they are, as nothing else can be.
 */
export function refusable<P>(render: (props: P) => Promise<ReactNode>, FaceOf404: ComponentType = NotFound) {
  return async (props: P): Promise<ReactNode> => {
    try {
      return await render(props);
    } catch (error) {
      const status = refusalStatus(error);
      if (!setDocumentStatus(status)) throw error;
      return status === 403 ? <Forbidden /> : <FaceOf404 />;
    }
  };
}

/** A page's title, where it takes a read that may be refused. The page itself is refused besides. */
export function refusableTitle<P>(read: (props: P) => Promise<string>) {
  return async (props: P): Promise<Metadata> => {
    try {
      return { title: await read(props) };
    } catch (error) {
      return { title: REFUSAL_TITLES[refusalStatus(error)] };
    }
  };
}

/** The titles below a layout: where entering it is refused, they all are what that is called. */
export function refusableBelow<P>(enter: (props: P) => Promise<unknown>) {
  return async (props: P): Promise<Metadata> => {
    try {
      await enter(props);
      return {};
    } catch (error) {
      const title = REFUSAL_TITLES[refusalStatus(error)];
      return { title: { default: title, template: TITLE_TEMPLATE.replace("%s", title) } };
    }
  };
}

/**
 * The status of what `notFound()` or `forbidden()` threw; whatever else was thrown goes on. The digest is how Next tells
 * its own errors apart, also after they have crossed from server to browser.
 */
function refusalStatus(error: unknown): RefusalStatus {
  if (typeof error === "object" && error !== null && "digest" in error) {
    if (error.digest === "NEXT_HTTP_ERROR_FALLBACK;403") return 403;
    if (error.digest === "NEXT_HTTP_ERROR_FALLBACK;404") return 404;
  }
  throw error;
}
