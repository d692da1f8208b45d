import Foundation
import NIOCore
import PortSupport
import Settings
import Testing
import WebClient

@Suite(.enabled(if: RealServer.apache != nil, "needs apache2 (apache2-bin)")) struct `Against Apache` {
    private static let password = "pa:ss\"wörd"

    /// Runs Apache with Digest and WebDAV.
    private func withServer(_ body: @escaping @Sendable (_ port: Int, _ folder: String) async throws -> Void)
        async throws
    {
        let path = try #require(RealServer.apache)
        try await RealServer.withFolder { folder in
            let port = Int(try LoopbackPort.free())
            let modules = [
                "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_digest", "dav", "dav_fs",
                "dav_lock",
            ].map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so\n" }.joined()
            try FileManager.default.createDirectory(atPath: folder + "/files/dav", withIntermediateDirectories: true)
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder + "/files/dav")
            let settings = """
                \(modules)
                ServerRoot \(folder)
                ServerName 127.0.0.1
                Listen 127.0.0.1:\(port)
                PidFile \(folder)/pid
                DefaultRuntimeDir \(folder)
                ErrorLog \(folder)/error
                DocumentRoot \(folder)/files
                User www-data
                Group www-data
                DavLockDB \(folder)/files/dav/.locks
                <Location />
                    AuthType Digest
                    AuthName "a realm, here"
                    AuthDigestProvider file
                    AuthDigestDomain /
                    AuthUserFile \(folder)/users
                    Require valid-user
                    Dav On
                </Location>

                """
            try settings.write(toFile: folder + "/conf", atomically: false, encoding: .utf8)
            // The md5sum of coreutils makes what htdigest would.
            let line = #"printf %s "$0" | md5sum | cut -c1-32"#
            let hash = try await RealServer.output("sh", ["-c", line, #"agent:a realm, here:\#(Self.password)"#])
            try #"agent:a realm, here:\#(hash)"#.write(toFile: folder + "/users", atomically: false, encoding: .utf8)
            try await RealServer.run(path, ["-D", "FOREGROUND", "-f", folder + "/conf"], log: folder + "/log") {
                try await RealServer.answers(port, log: folder + "/log")
                try await body(port, folder)
            }
        }
    }

    @Test func `a log-in by Digest lets in, once for many requests`() async throws {
        try await withServer { port, folder in
            try "here".write(toFile: folder + "/files/file", atomically: false, encoding: .utf8)
            let client = makeClient(credentials: [
                WebCredentials(prefix: try url(port), user: "agent", password: Secret(Self.password))
            ])
            for number in 0..<50 {
                let response = try await client.perform(WebRequest(), at: try url(port, "/file?\(number)"))
                #expect(response.status == 200 && response.text == "here")
                // Where the server lets us in at once it says so.
                #expect(response.header("authentication-info")?.contains("nc=") == true)
            }
            let wrong = makeClient(credentials: [try credentials(port, password: "wrong")])
            let reply1 = try await wrong.perform(WebRequest(), at: try url(port, "/file"))
            #expect(reply1.status == 401)
        }
    }

    @Test func `files are stored over WebDAV`() async throws {
        try await withServer { port, folder in
            let client = makeClient(credentials: [
                WebCredentials(prefix: try url(port), user: "agent", password: Secret(Self.password))
            ])
            let made = try await client.perform(WebRequest("MKCOL"), at: try url(port, "/dav/new/"))
            #expect(made.status == 201)
            let size = 20 << 20
            // There only once: the server is asked before.
            let parts = AsyncStream<ByteBuffer> { stream in
                for number in 0..<20 { stream.yield(ByteBuffer(repeating: UInt8(number), count: 1 << 20)) }
                stream.finish()
            }
            let fresh = makeClient(credentials: [
                WebCredentials(prefix: try url(port), user: "agent", password: Secret(Self.password))
            ])
            let stored = try await fresh.perform(
                WebRequest("PUT"), at: try url(port, "/dav/new/big"), body: WebBody(once: parts, length: size))
            #expect(stored.status == 201)
            let file = try Data(contentsOf: URL(fileURLWithPath: folder + "/files/dav/new/big"))
            #expect(file.count == size && file[size - 1] == 19)
            let listed = try await client.perform(
                WebRequest("PROPFIND", headers: [("Depth", "1")]), at: try url(port, "/dav/new/"))
            #expect(listed.status == 207 && listed.text.contains("/dav/new/big"))
            let removed = try await client.perform(WebRequest("DELETE"), at: try url(port, "/dav/new/big"))
            #expect(removed.status == 204)
        }
    }
}
