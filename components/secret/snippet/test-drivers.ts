/**
 * How to run each snippet as it is shown: the files to write, and the commands, of which the last one judges. It reads a
 * line for each message (`id`, `timestamp`, `signature`, `body` in base64, tabs between, `-` for a header that is
 * missing) and writes `true` or `false` for each.
 */
export type Driver = {
  /** The program whose presence says whether the language is there, asked for its version. */
  probe: readonly [string, string];
  files: (snippet: string) => Record<string, string>;
  commands: readonly (readonly [string, ...string[]])[];
};

export const DRIVERS: Record<string, Driver> = {
  Node: {
    probe: [process.execPath, "--version"],
    files: (snippet) => ({ "snippet.mjs": snippet, "judge.mjs": NODE }),
    commands: [[process.execPath, "judge.mjs"]],
  },
  Python: {
    probe: ["python3", "--version"],
    files: (snippet) => ({ "snippet.py": snippet, "judge.py": PYTHON }),
    commands: [["python3", "judge.py"]],
  },
  Go: {
    probe: ["go", "version"],
    files: (snippet) => ({ "go.mod": "module judge\n\ngo 1.19\n", "posthouse/snippet.go": snippet, "main.go": GO }),
    commands: [["go", "build", "-o", "judge", "."], ["./judge"]],
  },
  Ruby: {
    probe: ["ruby", "--version"],
    files: (snippet) => ({ "snippet.rb": snippet, "judge.rb": RUBY }),
    commands: [["ruby", "judge.rb"]],
  },
  PHP: {
    probe: ["php", "--version"],
    files: (snippet) => ({ "snippet.php": snippet, "judge.php": PHP }),
    commands: [["php", "judge.php"]],
  },
  Java: {
    probe: ["javac", "-version"],
    files: (snippet) => ({ "PosthouseSignature.java": snippet, "Judge.java": JAVA }),
    commands: [
      ["javac", "PosthouseSignature.java", "Judge.java"],
      ["java", "-cp", ".", "Judge"],
    ],
  },
};

const NODE = `
import { createInterface } from "node:readline";
import { isFromPosthouse } from "./snippet.mjs";

const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
for await (const line of createInterface({ input: process.stdin })) {
  const fields = line.split("\\t");
  const headers = Object.fromEntries(names.map((name, at) => [name, fields[at]]).filter(([, value]) => value !== "-"));
  console.log(String(isFromPosthouse(headers, Buffer.from(fields[3], "base64"))));
}
`;

const PYTHON = `
import base64, sys
from snippet import is_from_posthouse

NAMES = ["webhook-id", "webhook-timestamp", "webhook-signature"]
for line in sys.stdin:
    *values, body = line.rstrip("\\n").split("\\t")
    headers = {name: value for name, value in zip(NAMES, values) if value != "-"}
    print("true" if is_from_posthouse(headers, base64.b64decode(body)) else "false")
`;

const GO = `package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"strings"

	"judge/posthouse"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\\t")
		header := http.Header{}
		for at, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
			if fields[at] != "-" {
				header.Set(name, fields[at])
			}
		}
		body, _ := base64.StdEncoding.DecodeString(fields[3])
		fmt.Println(posthouse.IsFromPosthouse(header, body))
	}
}
`;

const RUBY = `
require_relative "snippet"

NAMES = %w[webhook-id webhook-timestamp webhook-signature]
$stdin.each_line(chomp: true) do |line|
  *values, body = line.split("\\t", -1)
  headers = NAMES.zip(values).to_h.reject { |_, value| value == "-" }
  puts from_posthouse?(headers, body.unpack1("m0")) ? "true" : "false"
end
`;

const PHP = `<?php
require 'snippet.php';

const NAMES = ['HTTP_WEBHOOK_ID', 'HTTP_WEBHOOK_TIMESTAMP', 'HTTP_WEBHOOK_SIGNATURE'];
while (($line = fgets(STDIN)) !== false) {
    $fields = explode("\\t", rtrim($line, "\\n"));
    foreach (NAMES as $at => $name) {
        unset($_SERVER[$name]);
        if ($fields[$at] !== '-') {
            $_SERVER[$name] = $fields[$at];
        }
    }
    echo isFromPosthouse(base64_decode($fields[3])) ? "true\\n" : "false\\n";
}
`;

const JAVA = `import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

public final class Judge {
    public static void main(String[] arguments) throws Exception {
        String[] names = {"webhook-id", "webhook-timestamp", "webhook-signature"};
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\\t", -1);
            Map<String, String> headers = new HashMap<>();
            for (int at = 0; at < names.length; at++) {
                if (!fields[at].equals("-")) headers.put(names[at], fields[at]);
            }
            System.out.println(PosthouseSignature.fits(headers, Base64.getDecoder().decode(fields[3])));
        }
    }
}
`;
