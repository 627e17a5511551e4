/** What a slider shows while it moves; what follows from it waits until the hand rests. */
export class Resting {
  moving = $state<number | null>(null);

  constructor(settle: (value: number) => void) {
    $effect(() => {
      const { moving } = this;
      if (moving === null) return;
      const timer = setTimeout(() => {
        settle(moving);
        this.moving = null;
      }, 180);
      return () => clearTimeout(timer);
    });
  }
}
