import { useEffect, useState } from "react";

export type UnsavedGuard = {
  isAsking: boolean;
  /** Goes at once where nothing would be lost, else once the person has said so. */
  leave: (go: () => void) => void;
  answer: (isLeaving: boolean) => void;
};

/** Keeps what is typed from being lost: a link, Back, closing the tab and `leavePage` ask first while it is unsaved. */
export function useUnsavedGuard(isUnsaved: boolean): UnsavedGuard {
  const [asked, setAsked] = useState<{ go: () => void } | null>(null);
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (go: () => void) => setAsked({ go });
    return watch(ask);
  }, [isUnsaved]);
  return {
    isAsking: asked !== null,
    leave: (go) => (isUnsaved ? setAsked({ go }) : go()),
    answer: (isLeaving) => {
      setAsked(null);
      if (isLeaving) asked?.go();
    },
  };
}

/** For what leads to another page without a link: asks first where something is unsaved. */
export function leavePage(go: () => void): void {
  const ask = unsaved.at(-1);
  if (ask === undefined) go();
  else ask(go);
}

type Ask = (go: () => void) => void;

/** The forms with something unsaved, the topmost last. */
const unsaved: Ask[] = [];
let isLetGo = false;

function watch(ask: Ask): () => void {
  isLetGo = false;
  unsaved.push(ask);
  // In the capturing phase of the window: before React and the router hear of the press.
  window.addEventListener("click", onClick, { capture: true });
  window.addEventListener("beforeunload", onUnload);
  window.navigation?.addEventListener("navigate", onNavigate);
  return () => {
    unsaved.splice(unsaved.indexOf(ask), 1);
    if (unsaved.length > 0) return;
    window.removeEventListener("click", onClick, { capture: true });
    window.removeEventListener("beforeunload", onUnload);
    window.navigation?.removeEventListener("navigate", onNavigate);
  };
}

function onClick(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (isLetGo || link === null || !leadsAway(link, event)) return;
  event.preventDefault();
  event.stopPropagation();
  // The menu that the link stands in may be closed by then.
  leavePage(() => letGo(() => (link.isConnected ? link.click() : window.location.assign(link.href))));
}

function leadsAway(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  if (link.href === "" || link.hasAttribute("download") || !["", "_self"].includes(link.target)) return false;
  return isElsewhere(link.href);
}

/** Back and Forward, where the browser lets a page ask: those that do not know `navigation` yet go at once. */
function onNavigate(event: NavigateEvent): void {
  const { key, url } = event.destination;
  if (isLetGo || event.navigationType !== "traverse" || !event.cancelable || !isElsewhere(url ?? "")) return;
  event.preventDefault();
  leavePage(() => letGo(() => void window.navigation.traverseTo(key)));
}

/** The browser asks in words of its own. */
function onUnload(event: BeforeUnloadEvent): void {
  if (!isLetGo) event.preventDefault();
}

/** From here on nothing asks again, until somebody types anew. */
function letGo(go: () => void): void {
  isLetGo = true;
  go();
}

function isElsewhere(href: string): boolean {
  const { origin, pathname } = new URL(href, window.location.href);
  return origin !== window.location.origin || pathname !== window.location.pathname;
}
