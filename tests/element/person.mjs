// A person in Element's strict mode: asks the bot something in an encrypted direct room, and prints what comes back.
//
// Reads one JSON object on standard input: url, userId, deviceId, token, password, bot, question. Prints one: what was
// answered, whether it could be decrypted, the colour and the reason of its shield, and how many devices of the bot
// could be trusted. Uses Element's own crypto (matrix-js-sdk with the Rust crypto in WebAssembly), kept in memory.
import { readFileSync } from "node:fs";
import * as sdk from "matrix-js-sdk";
import { logger } from "matrix-js-sdk/lib/logger.js";
import { OnlySignedDevicesIsolationMode } from "matrix-js-sdk/lib/crypto-api/index.js";

// The library is made for Node 22, which has this; Debian's Node 20 has not.
Promise.withResolvers ??= function () {
    let resolve, reject;
    const promise = new Promise((...both) => ([resolve, reject] = both));
    return { promise, resolve, reject };
};

logger.setLevel?.("silent", false);
for (const name of ["debug", "info", "log", "warn"]) console[name] = () => {};

const given = JSON.parse(readFileSync(0, "utf8"));
const client = sdk.createClient({
    baseUrl: given.url,
    userId: given.userId,
    deviceId: given.deviceId,
    accessToken: given.token,
});

// Two minutes at most, whatever happens.
const limit = setTimeout(() => finish({ error: "too long" }), 120_000);

function finish(said) {
    clearTimeout(limit);
    process.stdout.write(JSON.stringify(said) + "\n", () => process.exit(0));
}

async function until(look, what) {
    for (let tries = 0; tries < 600; tries++) {
        const found = await look();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(what);
}

try {
    await client.initRustCrypto({ useIndexedDB: false });
    const crypto = client.getCrypto();
    crypto.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
    await crypto.bootstrapCrossSigning({
        setupNewCrossSigning: true,
        authUploadDeviceSigningKeys: (send) =>
            send({
                type: "m.login.password",
                identifier: { type: "m.id.user", user: given.userId },
                password: given.password,
            }),
    });
    await client.startClient({ initialSyncLimit: 20 });
    await until(() => client.isInitialSyncComplete(), "no first sync");
    const encryption = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };
    const { room_id: roomId } = await client.createRoom({
        preset: "trusted_private_chat",
        is_direct: true,
        invite: [given.bot],
        initial_state: [encryption],
    });
    await until(() => client.getRoom(roomId)?.getMember(given.bot)?.membership === "join", "the bot did not come");
    await client.sendEvent(roomId, "m.room.message", { msgtype: "m.text", body: given.question });
    const event = await until(
        () => client.getRoom(roomId).getLiveTimeline().getEvents().find(
            (each) => each.getSender() === given.bot
                && (each.getType() === "m.room.message" || each.isDecryptionFailure()),
        ),
        "no answer",
    );
    const shield = await crypto.getEncryptionInfoForEvent(event);
    const devices = await crypto.getUserDeviceInfo([given.bot], true);
    finish({
        decrypted: !event.isDecryptionFailure(),
        encrypted: event.isEncrypted(),
        reason: event.decryptionFailureReason ?? null,
        body: event.getContent().body ?? "",
        shield: shield?.shieldColour ?? null,
        shieldReason: shield?.shieldReason ?? null,
        devices: [...(devices.get(given.bot)?.keys() ?? [])].length,
    });
} catch (error) {
    finish({ error: String(error) });
}
