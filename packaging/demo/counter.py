"""Counts on the screen and notes when it could not: counter.py LOG. Lines as those of stream.py, by the wall clock."""
import sys, time

with open(sys.argv[1], "a", buffering=1) as log:
    count, last, reported = 0, time.time(), 0
    while True:
        time.sleep(0.002)
        now = time.time()
        if (now - last) > 0.02:
            print(f"gap {now * 1000:.0f} {(now - last) * 1000:.0f}", file=log)
        if now < last:
            print("broken the clock went back", file=log)
        last = now
        count += 1
        if now - reported > 0.1:
            reported = now
            print(f"ok {now * 1000:.0f} {count}", file=log)
            print(f"\r\033[1m {count:>9} \033[0m  {time.strftime('%H:%M:%S')} ", end="", flush=True)
