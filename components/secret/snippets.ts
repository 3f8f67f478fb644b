import { GO_SNIPPET } from "./snippet/go.ts";
import { JAVA_SNIPPET } from "./snippet/java.ts";
import { NODE_SNIPPET } from "./snippet/node.ts";
import { PHP_SNIPPET } from "./snippet/php.ts";
import { PYTHON_SNIPPET } from "./snippet/python.ts";
import { RUBY_SNIPPET } from "./snippet/ruby.ts";

/**
 * How a receiver verifies a message, by language: Standard Webhooks 1.0 with five minutes of tolerance and a comparison
 * in constant time. Each reads the secret from the environment, so that none is ever pasted into code.
 */
export const SNIPPETS = [
  { language: "javascript", label: "Node", code: NODE_SNIPPET },
  { language: "python", label: "Python", code: PYTHON_SNIPPET },
  { language: "go", label: "Go", code: GO_SNIPPET },
  { language: "ruby", label: "Ruby", code: RUBY_SNIPPET },
  { language: "php", label: "PHP", code: PHP_SNIPPET },
  { language: "java", label: "Java", code: JAVA_SNIPPET },
] as const;
