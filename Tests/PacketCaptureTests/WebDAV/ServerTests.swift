import Foundation
import Settings
import Testing
import WebClient

@testable import PacketCapture

/// Uploads to WebDAV servers that we did not write.
@Suite(.serialized) struct ServerTests {
    /// Uploads files and what there is of an open one into a directory that is made on the way, and compares.
    private func upload(to server: DAVServer.Running, folder name: String = "traces of ÄÖ") async throws {
        let bench = try UploadBench(size: 2_500_000)
        var names = [bench.add(3000, length: 800), bench.add(1), bench.add(700, length: 1400)]
        let opened = bench.add(2000, length: 600, isOpen: true)
        // As an operator would write it: the URL encodes what must be.
        let url = try WebURL("http://127.0.0.1:\(server.port)/dav/\(name)")
        try await bench.run(to: server.port) { configuration in
            configuration.url = url
            configuration.makesDirectory = true
            configuration.user = DAVServer.user
            configuration.password = Secret(DAVServer.password)
        } _: {
            try await bench.expectEmpty()
            bench.clock.advance(seconds: 60)
            try await expectSoon { bench.figures.refreshes == 1 }
            // It grows, is closed, and replaces what is there.
            bench.spool.append(Packets.chunk(2000..<2500, length: 600), at: bench.clock.now)
            bench.spool.close(at: bench.clock.now)
            try await expectSoon { bench.figures.files == 4 }
        }
        #expect(bench.figures.state == .connected && bench.figures.retries == 0, "\(bench.figures)")
        names.append(opened)
        let folder = server.files + "/\(name)/"
        for (name, packets) in zip(names, [3000, 1, 700, 2500]) {
            let there = try Data(contentsOf: URL(fileURLWithPath: folder + name))
            #expect(try Array(there) == bench.spools.octets(name + ".sent"), "\(name)")
            if let capinfos = DAVServer.capinfos {
                let told = try await DAVServer.output(capinfos, ["-M", "-c", "-F", folder + name])
                #expect(told.contains(" \(packets)\n") || told.hasSuffix(" \(packets)"), "\(told)")
            }
        }
        let others = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".pcap") }
        #expect(others.count == 4)
    }

    @Test(.enabled(if: DAVServer.apache != nil, "needs apache2 (apache2-bin)"), arguments: ["Basic", "Digest"])
    func `Apache takes files`(scheme: String) async throws {
        let path = try #require(DAVServer.apache)
        let users: String
        if scheme == "Basic" {
            let hash = try await DAVServer.output("openssl", ["passwd", "-apr1", DAVServer.password])
            users = "\(DAVServer.user):\(hash)"
        } else {
            let line = #"printf %s "$0" | md5sum | cut -c1-32"#
            users =
                "\(DAVServer.user):store:"
                + (try await DAVServer.output("sh", ["-c", line, "\(DAVServer.user):store:\(DAVServer.password)"]))
        }
        let modules = [
            "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "auth_digest", "dav",
            "dav_fs", "dav_lock",
        ].map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so\n" }.joined()
        let settings = """
            \(modules)
            ServerRoot FOLDER
            ServerName 127.0.0.1
            Listen 127.0.0.1:PORT
            PidFile FOLDER/pid
            DefaultRuntimeDir FOLDER
            ErrorLog FOLDER/error
            DocumentRoot FOLDER/files
            User www-data
            Group www-data
            DavLockDB FOLDER/files/dav/.locks
            <Location />
                AuthType \(scheme)
                AuthName store
                Auth\(scheme)Provider file
                AuthUserFile FOLDER/users
                Require valid-user
                Dav On
            </Location>

            """
        try await DAVServer.run(path, ["-D", "FOREGROUND", "-f", "FOLDER/conf"], settings: settings, users: users) {
            try await upload(to: $0)
        }
    }

    private static func nginxSettings(_ more: String) -> String {
        """
        daemon off; master_process off; pid FOLDER/nginx.pid; error_log FOLDER/error.log; events { }
        http {
            client_body_temp_path FOLDER/temp; proxy_temp_path FOLDER/temp; fastcgi_temp_path FOLDER/temp;
            uwsgi_temp_path FOLDER/temp; scgi_temp_path FOLDER/temp; access_log off;
            server {
                listen 127.0.0.1:PORT; root FOLDER/files; \(more)
                location / {
                    dav_methods PUT DELETE MKCOL COPY MOVE;
                    auth_basic store; auth_basic_user_file FOLDER/users;
                }
            }
        }

        """
    }

    @Test(.enabled(if: DAVServer.nginx != nil, "needs nginx (nginx-light)"))
    func `nginx takes files`() async throws {
        let path = try #require(DAVServer.nginx)
        try await DAVServer.run(
            path, ["-p", "FOLDER", "-c", "FOLDER/conf", "-e", "FOLDER/error.log"],
            settings: Self.nginxSettings("client_max_body_size 0;"),
            users: "\(DAVServer.user):{PLAIN}\(DAVServer.password)\n"
        ) { try await upload(to: $0) }
    }

    @Test(.enabled(if: DAVServer.nginx != nil, "needs nginx (nginx-light)"))
    func `nginx as it comes takes no more than a mebibyte, and says so`() async throws {
        let path = try #require(DAVServer.nginx)
        try await DAVServer.run(
            path, ["-p", "FOLDER", "-c", "FOLDER/conf", "-e", "FOLDER/error.log"],
            settings: Self.nginxSettings(""), users: "\(DAVServer.user):{PLAIN}\(DAVServer.password)\n"
        ) { server in
            let bench = try UploadBench(size: 2_500_000)
            bench.add(1500)
            bench.add(500)
            try await bench.run(to: server.port) { configuration in
                configuration.user = DAVServer.user
                configuration.password = Secret(DAVServer.password)
            } _: {
                try await expectSoon { bench.figures.files == 1 }
                let figures = bench.spool.figures(at: bench.clock.now)
                #expect(figures.filesWaiting == 1 && figures.filesRefused == 1)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: server.files).count == 1)
        }
    }

    @Test(
        .enabled(if: DAVServer.lighttpd != nil, "needs lighttpd (lighttpd, lighttpd-mod-webdav)"),
        arguments: [("basic", ""), ("digest", "MD5"), ("digest", "SHA-256"), ("digest", "SHA-256|MD5")])
    func `lighttpd takes files`(method: String, algorithm: String) async throws {
        let path = try #require(DAVServer.lighttpd)
        let settings = """
            server.modules = ("mod_auth", "mod_authn_file", "mod_webdav")
            server.document-root = "FOLDER/files"
            server.bind = "127.0.0.1"
            server.port = PORT
            server.errorlog = "FOLDER/error"
            server.upload-dirs = ("FOLDER")
            auth.backend = "plain"
            auth.backend.plain.userfile = "FOLDER/users"
            auth.require = ("/" => (
                "method" => "\(method)", "realm" => "store", "require" => "valid-user",
                \(algorithm.isEmpty ? "" : "\"algorithm\" => \"\(algorithm)\",")
            ))
            $HTTP["url"] =~ "^/dav($|/)" { webdav.activate = "enable" }

            """
        try await DAVServer.run(
            path, ["-D", "-f", "FOLDER/conf"], settings: settings,
            users: "\(DAVServer.user):\(DAVServer.password)\n"
        ) { try await upload(to: $0) }
    }

    @Test(
        .enabled(if: DAVServer.wsgidav != nil, "needs wsgidav (contrib/test installs it)"),
        arguments: ["basic", "digest"])
    func `wsgidav takes files`(scheme: String) async throws {
        let path = try #require(DAVServer.wsgidav)
        let isBasic = scheme == "basic"
        let settings = """
            host: 127.0.0.1
            port: PORT
            server: cheroot
            provider_mapping:
                "/": "FOLDER/files"
            http_authenticator:
                domain_controller: null
                accept_basic: \(isBasic)
                accept_digest: \(!isBasic)
                default_to_digest: \(!isBasic)
            simple_dc:
                user_mapping:
                    "*":
                        "\(DAVServer.user)":
                            password: "\(DAVServer.password)"

            """
        try await DAVServer.run(
            path, ["--config", "FOLDER/conf.yaml"], settings: settings, fileName: "conf.yaml"
        ) {
            // With Digest it takes no path that must be encoded, from curl neither.
            try await upload(to: $0, folder: "traces")
        }
    }
}
