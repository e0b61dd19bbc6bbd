"""websocket.py WHO LOG listen ADDRESS PORT | connect ADDRESS PORT: checked messages over a WebSocket, both ways at once."""
import asyncio
import sys

import websockets
from checked import Log, Says

LENGTH = 700
STEP = 0.02
OTHER = {"pod": "peer", "peer": "pod"}


async def say(socket, says, log):
    while not log.is_over():
        await socket.send(says.at(log.sent, LENGTH))
        log.sent += LENGTH
        await asyncio.sleep(STEP)


async def hear(socket, says, log):
    async for message in socket:
        if message != says.at(log.received, LENGTH):
            log.broken("wrong bytes")
        log.heard(len(message))


async def talk(who, log, socket):
    hearing = asyncio.create_task(hear(socket, Says(OTHER[who]), log))
    try:
        await say(socket, Says(who), log)
        await asyncio.sleep(1)
        await socket.close()
        await hearing
    except websockets.ConnectionClosedError as error:
        log.broken(error)
    except websockets.ConnectionClosedOK:
        pass
    log.end()


async def main():
    who, path, way, address, port = sys.argv[1:]
    log = Log(path)
    if way == "connect":
        async with websockets.connect(f"ws://{address}:{port}/") as socket:
            await talk(who, log, socket)
        return
    over = asyncio.Event()

    async def serve(socket):
        await talk(who, log, socket)
        over.set()

    async with websockets.serve(serve, address, int(port)):
        await over.wait()


asyncio.run(main())
