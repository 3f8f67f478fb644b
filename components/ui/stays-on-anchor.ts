type Details = { reason: string; event: Event; cancel: () => void };

/**
 * The `onOpenChange` of a popup whose trigger is not part of it: a press on that trigger, or the focus going there, is left
 * to the trigger, which would otherwise open at once what was just closed.
 */
export function staysOnAnchor(anchor: HTMLElement | null, onOpenChange: (isOpen: boolean) => void) {
  return (isOpen: boolean, details: Details) => {
    const { event } = details;
    const target = event instanceof FocusEvent ? event.relatedTarget : event.target;
    if (!isOpen && PASSING.has(details.reason) && target instanceof Node && anchor?.contains(target) === true) {
      details.cancel();
      return;
    }
    onOpenChange(isOpen);
  };
}

const PASSING: ReadonlySet<string> = new Set(["outside-press", "focus-out"]);
