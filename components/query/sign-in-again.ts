/** The question for a password while it stands; all that wait for the answer wait for one. */
export type SignInQuestion = { answer: Promise<boolean>; settle: (isSignedIn: boolean) => void };

let question: SignInQuestion | null = null;
let isPutOff = false;
const dialogs = new Set<() => void>();

/** Asks whose session has ended to sign in; answers whether they did. No dialog on the page: they did not. */
export function signInAgain(): Promise<boolean> {
  if (dialogs.size === 0) return Promise.resolve(false);
  return (question ?? ask()).answer;
}

/** The same where nobody pressed anything, as in a live list: who has put the question off is left in peace. */
export function noticeSessionOver(): void {
  if (!isPutOff) void signInAgain();
}

/** Whether the question stands above everything else just now. */
export function isSignInAsked(): boolean {
  return question !== null;
}

/** For the dialog: the question while there is one, and word of every change. No hook, because pages import what asks. */
export const signInQuestion = {
  current: (): SignInQuestion | null => question,
  subscribe: (listen: () => void) => {
    dialogs.add(listen);
    return () => void dialogs.delete(listen);
  },
};

function ask(): SignInQuestion {
  const { promise: answer, resolve } = Promise.withResolvers<boolean>();
  const settle = (isSignedIn: boolean) => {
    isPutOff = !isSignedIn;
    show(null);
    resolve(isSignedIn);
  };
  const asked = { answer, settle };
  show(asked);
  return asked;
}

function show(next: SignInQuestion | null): void {
  question = next;
  for (const listen of dialogs) listen();
}
