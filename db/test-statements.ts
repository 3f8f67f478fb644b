import { driver } from "./client.ts";

/** Does something, and answers what statements this process gave its database meanwhile, besides those of transactions. */
export async function countStatements<T>(work: () => Promise<T>): Promise<{ statements: string[]; result: T }> {
  const statements: string[] = [];
  const { options } = driver();
  Reflect.set(options, "debug", (_connection: number, statement: string) => statements.push(statement));
  try {
    return { result: await work(), statements };
  } finally {
    Reflect.set(options, "debug", false);
  }
}
