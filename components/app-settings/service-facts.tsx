import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, KeyValueList } from "#components/ui/facts.tsx";

export type ServiceFactsProps = {
  retention: { payloadDays: number; deliveryDays: number };
  egress: { allowsHttp: boolean; privateRanges: readonly string[] };
  sendsMail: boolean;
};

/** What whoever operates Posthouse has decided for everybody. Read, not changed, here. */
export function ServiceFacts({ retention, egress, sendsMail }: ServiceFactsProps) {
  return (
    <Card title="Decided by the operator" description="For every tenant, in the settings of the service.">
      <KeyValueList>
        <KeyValue label="Bodies are kept">{days(retention.payloadDays)} at least</KeyValue>
        <KeyValue label="History is kept">
          {days(retention.deliveryDays)} at least: events, deliveries, attempts and charts
        </KeyValue>
        <KeyValue label="Endpoints may be">{egress.allowsHttp ? "https, and plain http" : "https only"}</KeyValue>
        <KeyValue label="Private addresses">
          {egress.privateRanges.length === 0 ? (
            "none: nothing is sent into private networks"
          ) : (
            <span className="flex flex-wrap gap-1">
              {egress.privateRanges.map((range) => (
                <Badge key={range} isMono>
                  {range}
                </Badge>
              ))}
            </span>
          )}
        </KeyValue>
        <KeyValue label="Notices by mail">
          {sendsMail ? "to the tenant’s admins, when an endpoint fails or is suspended" : "none: no mail server is set"}
        </KeyValue>
      </KeyValueList>
    </Card>
  );
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
