// @tus/server over HTTPS on a free port of loopback; says its port. Arguments: certificate with key (PEM), folder.
import { readFileSync } from "node:fs"
import { createServer } from "node:https"
import { FileStore } from "@tus/file-store"
import { Server } from "@tus/server"

const [pem, directory] = [readFileSync(process.argv[2]), process.argv[3]]
const tus = new Server({ path: "/v1/uploads", datastore: new FileStore({ directory }), relativeLocation: true })
const server = createServer({ key: pem, cert: pem }, (request, response) => {
    console.log(JSON.stringify({ method: request.method, offset: request.headers["upload-offset"] ?? null }))
    if (request.url.startsWith("/v1/blobs/")) {
        response.writeHead(404).end()
        return
    }
    tus.handle(request, response)
})
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })))
