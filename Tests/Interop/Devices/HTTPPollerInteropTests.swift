import DeviceFeeds
import DeviceProtocols
import DeviceSupport
import Foundation
import Logging
import NetworkValues
import PortSupport
import Settings
import TLSKit
import Testing

extension Peer {
    fileprivate static let apache = Peer("apache2", package: "apache2-bin")
    fileprivate static let lighttpd = Peer("lighttpd", package: "lighttpd")
}

/// The poller against web servers that we did not write, which serve pages as devices may have them.
struct HTTPPollerInteropTests {
    private static let password = "pa:ss\"wörd"

    private func poll(
        _ port: UInt16, password: String = password, _ memory: inout HTTPDeviceMemory
    ) async throws -> HTTPPollResult {
        let poller = HTTPPoller(
            checkingTLS: nil, trustingTLS: nil, now: { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) },
            logger: Logger(label: "test"))
        let device = HTTPDevice(address: .loopback, port: port, user: "admin", password: Secret(password))
        return try await poller.poll(device, &memory)
    }

    /// Writes the pages as files, one for each path and query.
    private func write(_ folder: String) throws {
        for (target, page) in ServedDevice.goodPages {
            let url = try #require(URLComponents(string: target))
            let command = url.queryItems?.first { $0.name == "cmd" }?.value ?? ""
            let number = url.queryItems?.first { $0.name == "x" }?.value ?? ""
            let name = command.isEmpty ? "/files\(url.path)" : "/files/\(command)\(number).xml"
            let path = URL(fileURLWithPath: folder + name)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(page.body).write(to: path)
        }
        // The servers run as somebody else.
        for path in ["", "/files", "/files/CMD0"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + path)
        }
    }

    private func waitFor(_ port: UInt16, _ daemon: Daemon) async throws {
        let isOpen = try await eventually { LoopbackPort.isOpen(port) ? true : nil }
        try #require(isOpen == true, "\(daemon.printed)")
    }

    private func expectAll(_ port: UInt16) async throws {
        var memory = HTTPDeviceMemory()
        let result = try await poll(port, &memory)
        #expect(result.understood == HTTPPage.allCases, "\(result.pages)")
        let clock = try #require(result.clock)
        #expect(abs(clock.time.milliseconds - Int64(Date().timeIntervalSince1970 * 1000)) < 60_000)
        #expect(result.readings.contains(.figure(.memory, 51)) && result.readings.contains(.syncFound))
        #expect(!result.server.isEmpty)
        do {
            _ = try await poll(port, password: "wrong", &memory)
            Issue.record("a wrong password was let in")
        } catch let error as HTTPPollError {
            #expect(
                error.code == .notAuthorized && error.message.contains("Digest") && !error.message.contains("wrong"))
        }
    }

    @Test(.peers(.apache))
    func `Apache lets the poller in by Digest, and a page that it does not have is learnt`() async throws {
        let path = try #require(Peer.apache.path)
        try await withFolder { folder in
            try write(folder)
            let port = try LoopbackPort.free()
            let modules = [
                "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_digest", "rewrite",
            ].map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so\n" }.joined()
            // The md5sum of coreutils makes what htdigest would.
            let line = #"printf %s "$0" | md5sum | cut -c1-32"#
            let hash = try await runTool("/bin/sh", ["-c", line, "admin:device:\(Self.password)"])
            try "admin:device:\(hash.output)".write(toFile: folder + "/users", atomically: false, encoding: .utf8)
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
                RewriteEngine on
                RewriteCond "%{QUERY_STRING}" "cmd=([a-z0-9-]+)(&pos=23&x=([0-9]))?$"
                RewriteRule "^/[A-Z0-9/]+/mod_cmd.xml$" "/%1%3.xml" [PT]
                <Location />
                    AuthType Digest
                    AuthName device
                    AuthDigestProvider file
                    AuthUserFile \(folder)/users
                    Require valid-user
                </Location>

                """
            try settings.write(toFile: folder + "/conf", atomically: false, encoding: .utf8)
            try await Daemon.run(path, ["-D", "FOREGROUND", "-f", folder + "/conf"], log: folder + "/log") { daemon in
                try await waitFor(port, daemon)
                try await expectAll(port)
                try FileManager.default.removeItem(atPath: folder + "/files/rfp-stat2.xml")
                var memory = HTTPDeviceMemory()
                let first = try await poll(port, &memory)
                #expect(first.pages.first { $0.page == .sync }?.outcome == .absent(status: 404))
                let second = try await poll(port, &memory)
                #expect(second.pages.first { $0.page == .sync }?.outcome == .notAsked)
                #expect(second.understood.count == 5)
            }
        }
    }

    @Test(.peers(.lighttpd))
    func `lighttpd lets the poller in by Basic`() async throws {
        let path = try #require(Peer.lighttpd.path)
        try await withFolder { folder in
            try write(folder)
            let port = try LoopbackPort.free()
            try "admin:\(Self.password)\n".write(toFile: folder + "/users", atomically: false, encoding: .utf8)
            let settings = """
                server.modules = ("mod_auth", "mod_authn_file", "mod_rewrite")
                server.document-root = "\(folder)/files"
                server.bind = "127.0.0.1"
                server.port = \(port)
                mimetype.assign = (".xml" => "text/xml")
                auth.backend = "plain"
                auth.backend.plain.userfile = "\(folder)/users"
                auth.require = ("/" => ("method" => "basic", "realm" => "device", "require" => "valid-user"))
                url.rewrite-once = (
                    "^/[A-Z0-9/]+/mod_cmd.xml\\?cmd=xml-count&pos=23&x=([0-9])$" => "/xml-count$1.xml",
                    "^/[A-Z0-9/]+/mod_cmd.xml\\?cmd=([a-z0-9-]+)$" => "/$1.xml"
                )

                """
            try settings.write(toFile: folder + "/conf", atomically: false, encoding: .utf8)
            try await Daemon.run(path, ["-D", "-f", folder + "/conf"], log: folder + "/log") { daemon in
                try await waitFor(port, daemon)
                var memory = HTTPDeviceMemory()
                let result = try await poll(port, &memory)
                #expect(result.understood == HTTPPage.allCases, "\(result.pages)")
                #expect(result.server.hasPrefix("lighttpd"))
                do {
                    _ = try await poll(port, password: "wrong", &memory)
                    Issue.record("a wrong password was let in")
                } catch let error as HTTPPollError {
                    #expect(error.code == .notAuthorized && error.message.contains("Basic"))
                }
            }
        }
    }

    @Test(.peers(.nginx, .openssl))
    func `over TLS the certificate is checked, unless the device is said to have one of its own`() async throws {
        let path = try #require(Peer.nginx.path)
        // nginx takes what stands behind a colon for a comment.
        let password = "pa ss\"wörd"
        try await withFolder { folder in
            try write(folder)
            let port = try LoopbackPort.free()
            let made = try await runTool(
                .openssl,
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=ipbs3-12-34-56", "-keyout", folder + "/key.pem", "-out", folder + "/chain.pem",
                ])
            try #require(made.exitCode == 0, "\(made.errors)")
            try "admin:{PLAIN}\(password)\n".write(
                toFile: folder + "/users", atomically: false, encoding: .utf8)
            let settings = """
                daemon off; master_process off; pid \(folder)/pid; error_log \(folder)/error;
                events { }
                http {
                    client_body_temp_path \(folder); proxy_temp_path \(folder); fastcgi_temp_path \(folder);
                    uwsgi_temp_path \(folder); scgi_temp_path \(folder); access_log off;
                    server {
                        listen 127.0.0.1:\(port) ssl; root \(folder)/files;
                        ssl_certificate \(folder)/chain.pem; ssl_certificate_key \(folder)/key.pem;
                        auth_basic device; auth_basic_user_file \(folder)/users;
                        location ~ ^/[A-Z0-9/]+/mod_cmd.xml$ { rewrite ^ /$arg_cmd$arg_x.xml break; }
                    }
                }

                """
            try settings.write(toFile: folder + "/conf", atomically: false, encoding: .utf8)
            let arguments = ["-p", folder, "-c", folder + "/conf", "-e", folder + "/error"]
            try await Daemon.run(path, arguments, log: folder + "/log") { daemon in
                try await waitFor(port, daemon)
                let poller = HTTPPoller(
                    checkingTLS: try TLSContext(TLSConfiguration(role: .client, purpose: "test")),
                    trustingTLS: try TLSContext(
                        TLSConfiguration(role: .client, verification: .none, purpose: "test")),
                    now: { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }, logger: Logger(label: "test"))
                var device = HTTPDevice(
                    address: .loopback, port: port, usesTLS: true, user: "admin", password: Secret(password))
                var memory = HTTPDeviceMemory()
                do {
                    _ = try await poller.poll(device, &memory)
                    Issue.record("a certificate of the device's own was accepted")
                } catch let error as HTTPPollError {
                    #expect(error.code == .tls && !error.message.contains(password))
                }
                device.checksCertificate = false
                let result = try await poller.poll(device, &memory)
                #expect(result.understood == HTTPPage.allCases, "\(result.pages)")
            }
        }
    }
}
