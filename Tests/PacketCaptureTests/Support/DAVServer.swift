import Foundation
import NIOCore
import NIOPosix
import PortSupport
import Subprocess
import Testing

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A WebDAV server that we did not write, on a free port of the loopback interface, with a folder of its own.
enum DAVServer {
    static let user = "agent"
    static let password = "pa-ss_wörd"

    /// Where the files of one that runs are.
    struct Running: Sendable {
        var port: Int
        /// The directory `/dav/`.
        var files: String
        var log: String
    }

    /// A program's path; `nil` when it is not installed.
    static func path(_ name: String) -> String? {
        ["/usr/bin/", "/usr/sbin/", root + "/.build-peers/bin/"].map { $0 + name }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// The repository's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let apache = path("apache2")
    static let nginx = path("nginx")
    static let lighttpd = path("lighttpd").flatMap {
        FileManager.default.fileExists(atPath: "/usr/lib/lighttpd/mod_webdav.so") ? $0 : nil
    }
    static let wsgidav = path("wsgidav")
    static let capinfos = path("capinfos")

    /// Runs a server with its settings in the file `fileName`, and its users in `users`. FOLDER and PORT are replaced in
    /// settings and arguments.
    static func run<Answer: Sendable>(
        _ path: String, _ arguments: [String], settings: String, users: String = "", fileName: String = "conf",
        _ body: @Sendable (Running) async throws -> Answer
    ) async throws -> Answer {
        let folder = NSTemporaryDirectory() + "dav-\(UUID().uuidString.prefix(8))"
        let files = folder + "/files/dav"
        try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Started by root, Apache becomes somebody else.
        for path in [folder, files] {
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
        }
        let port = Int(try LoopbackPort.free())
        func filled(_ text: String) -> String {
            text.replacing("FOLDER", with: folder).replacing("PORT", with: "\(port)")
        }
        try filled(settings).write(toFile: folder + "/" + fileName, atomically: false, encoding: .utf8)
        try users.write(toFile: folder + "/users", atomically: false, encoding: .utf8)
        let running = Running(port: port, files: files, log: folder + "/log")
        return try await run(path, arguments.map(filled), log: running.log) {
            try await waitUntilListening(running)
            return try await body(running)
        }
    }

    private static func run<Answer: Sendable>(
        _ path: String, _ arguments: [String], log: String, _ body: @Sendable () async throws -> Answer
    ) async throws -> Answer {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let configuration = Configuration(
            executable: .name("sh"),
            arguments: Arguments(["-c", #"exec "$0" "$@" >>"$LOG_FILE" 2>&1"#, path] + arguments),
            environment: .custom(["LOG_FILE": log, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"]),
            platformOptions: options)
        let result = try await Subprocess.run(configuration, input: .none, output: .discarded, error: .discarded) {
            execution in
            let outcome: Result<Answer, any Error>
            do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
            await execution.teardown(using: options.teardownSequence)
            return outcome
        }
        return try result.closureResult.get()
    }

    private static func waitUntilListening(_ running: Running) async throws {
        let isUp = try await eventually {
            let client = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: running.port).get()
            try? await client?.close().get()
            return client != nil
        }
        let printed = (try? String(contentsOfFile: running.log, encoding: .utf8)) ?? ""
        try #require(isUp, "the server does not listen: \(printed)")
    }

    /// What a program prints.
    static func output(_ name: String, _ arguments: [String]) async throws -> String {
        let result = try await Subprocess.run(
            name.hasPrefix("/") ? .path(FilePath(name)) : .name(name), arguments: Arguments(arguments),
            output: .string(limit: 65_536),
            error: .string(limit: 65_536))
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
        return result.standardOutput
    }
}
