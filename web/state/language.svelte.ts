import { createContext } from 'svelte';
import type { Sentence } from '../../server/contract/common.ts';
import { ApiError, speak } from '../api.ts';
import { de, type Text } from '../text/de.ts';
import { en } from '../text/en.ts';
import { formatter, type Formatter, type Language } from '../text/format.ts';

const storageKey = 'planungsraum.language';

/** German first; the choice of English stays on this machine. */
export class Speech {
  language = $state<Language>('de');
  readonly text: Text = $derived(this.language === 'de' ? de : en);
  readonly format: Formatter = $derived(formatter(this.language));

  constructor() {
    this.#set(localStorage.getItem(storageKey) === 'en' ? 'en' : 'de');
  }

  switch(): void {
    this.#set(this.language === 'de' ? 'en' : 'de');
    localStorage.setItem(storageKey, this.language);
  }

  say(sentence: Sentence): string {
    return sentence[this.language];
  }

  sayError(error: unknown): string {
    return error instanceof ApiError ? error.text[this.language] : this.text.errors.unknown;
  }

  #set(language: Language): void {
    this.language = language;
    document.documentElement.lang = language;
    speak(language);
  }
}

export const [useSpeech, provideSpeech] = createContext<Speech>();
