import type { NextRequest } from "next/server";
import { deliveryLog } from "#components/delivery/list.ts";
import type { Place } from "#components/place/place.ts";
import { DELIVERY_CSV_HEAD, deliveryCsv } from "#domain/delivery/csv.ts";
import { exportDeliveriesPage } from "#domain/delivery/export-page.ts";
import { csvDownload } from "#http/csv-download.ts";

/** Everything that the log's filters find, as CSV. */
export async function GET(request: NextRequest, { params }: { params: Promise<Place> }): Promise<Response> {
  const place = await params;
  const input = deliveryLog.toInput(deliveryLog.load(request.nextUrl.searchParams));
  return csvDownload(request, {
    place,
    filename: `deliveries-${place.app}-${new Date().toISOString().slice(0, 10)}`,
    head: DELIVERY_CSV_HEAD,
    read: async (caller, cursor) => {
      const { data, nextCursor } = await exportDeliveriesPage(caller, { ...input, cursor });
      return { text: deliveryCsv(data), nextCursor };
    },
  });
}
