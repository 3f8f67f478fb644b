"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Place } from "./place.ts";

const PlaceContext = createContext<Place | null>(null);

/** Tells everything inside where it stands; the app's layout puts it around its pages. */
export function PlaceProvider({ place, children }: { place: Place; children: ReactNode }) {
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

/** The place of the page around a client component. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === null) throw new Error("usePlace needs a PlaceProvider above it.");
  return place;
}
