// Drives tus-js-client against a server of tus; says one line of JSON a scenario. Needs NODE_PATH-like resolution:
// it is copied beside node_modules before it runs. Arguments: endpoint, headers as JSON, folder of files.
import { createHash } from "node:crypto"
import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import * as tus from "tus-js-client"

const [endpoint, headers, folder] = [process.argv[2], JSON.parse(process.argv[3]), process.argv[4]]
const STEP = 256 * 1024
const files = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name)))

function upload(content, more = {}) {
    const sha256 = createHash("sha256").update(content).digest("hex")
    let made
    const done = new Promise((resolve, reject) => {
        made = new tus.Upload(content, {
            endpoint, headers, chunkSize: STEP, retryDelays: null, storeFingerprintForResuming: false,
            metadata: { sha256, filetype: "image/jpeg" }, onSuccess: () => resolve(made), onError: reject, ...more,
        })
    })
    return { made, done, sha256 }
}

function whole(content, more) {
    const { made, done, sha256 } = upload(content, more)
    made.start()
    return done.then(() => sha256)
}

function cutAfterOneStep(content, more = {}) {
    return new Promise((resolve, reject) => {
        const { made, sha256 } = upload(content, {
            ...more,
            onChunkComplete: () => made.abort().then(() => resolve({ url: made.url, sha256 }), reject),
            onError: reject,
        })
        made.start()
    })
}

const scenarios = {
    resume: async () => {
        const { url, sha256 } = await cutAfterOneStep(files[0])
        const began = []
        await whole(files[0], {
            uploadUrl: url,
            onAfterResponse: (request, response) => began.push([request.getMethod(), response.getHeader("Upload-Offset")]),
        })
        if (began[0][0] !== "HEAD" || Number(began[0][1]) < STEP) throw new Error(`began anew: ${began}`)
        return [sha256]
    },
    "abort+resume": async () => {
        // The step that was cut off may still arrive: 409, and the client asks again where it is.
        const { made, done, sha256 } = upload(files[1], {
            retryDelays: [0, 100, 500], onChunkComplete: () => aborted.resolve(),
        })
        const aborted = {}
        aborted.at = new Promise((resolve) => { aborted.resolve = resolve })
        made.start()
        await aborted.at
        await made.abort()
        made.start()
        await done
        return [sha256]
    },
    "creation-with-upload": async () => [await whole(files[2], { uploadDataDuringCreation: true })],
    parallel: () => Promise.all(files.slice(3, 9).map((content) => whole(content))),
    terminate: async () => {
        const { url } = await cutAfterOneStep(files[9])
        await tus.Upload.terminate(url, { headers, retryDelays: null })
        const answer = await fetch(url, { method: "HEAD", headers: { ...headers, "Tus-Resumable": "1.0.0" } })
        if (![404, 410].includes(answer.status)) throw new Error(`still there: ${answer.status}`)
        return []
    },
}

for (const [scenario, run] of Object.entries(scenarios)) {
    try {
        console.log(JSON.stringify({ scenario, files: await run() }))
    } catch (fault) {
        console.log(JSON.stringify({ scenario, fault: String(fault) }))
    }
}
