import Foundation
import PortSupport
import Subprocess
import Testing
import WebClient

/// A server that we did not write.
enum RealServer {
    /// The path of a program; `nil` when it is not installed.
    static func path(_ name: String) -> String? {
        ["/usr/bin/", "/usr/sbin/"].map { $0 + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static let nginx = path("nginx")
    static let apache = path("apache2")
    static let python = path("python3")
    static let openssl = path("openssl")

    /// The folder of the fixtures.
    static let fixtures =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/WebClientTests").path

    /// Runs `body` with a folder of its own, which is removed afterwards.
    static func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let folder = NSTemporaryDirectory() + "ipdect-web-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    /// Runs `body` while a program runs, then ends the program by its number. What it prints goes into `log`.
    static func run<Value: Sendable>(
        _ path: String, _ arguments: [String], log: String, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let configuration = Configuration(
            executable: .name("sh"),
            arguments: Arguments(["-c", #"exec "$0" "$@" >>"$LOG_FILE" 2>&1"#, path] + arguments),
            environment: .custom(["LOG_FILE": log, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"]),
            platformOptions: options)
        let result = try await Subprocess.run(configuration, input: .none, output: .discarded, error: .discarded) {
            execution in
            let outcome: Result<Value, any Error>
            do {
                outcome = .success(try await body())
            } catch {
                outcome = .failure(error)
            }
            await execution.teardown(using: options.teardownSequence)
            return outcome
        }
        return try result.closureResult.get()
    }

    /// Runs a program to its end and returns what it printed.
    static func output(_ name: String, _ arguments: [String]) async throws -> String {
        let result = try await Subprocess.run(
            .name(name), arguments: Arguments(arguments), output: .string(limit: 65_536),
            error: .string(limit: 65_536))
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
        return result.standardOutput
    }

    /// Runs nginx with a part of its settings (what stands in `server`), and `body` when it answers.
    static func withNginx<Value: Sendable>(
        _ server: String, listen: String? = nil, flags: String = "",
        _ body: @escaping @Sendable (Int, String) async throws -> Value
    ) async throws -> Value {
        let path = try #require(nginx)
        return try await withFolder { folder in
            let port = Int(try LoopbackPort.free())
            let settings = """
                daemon off; master_process off; pid \(folder)/nginx.pid; error_log \(folder)/error.log;
                events { }
                http {
                    client_body_temp_path \(folder); proxy_temp_path \(folder); fastcgi_temp_path \(folder);
                    uwsgi_temp_path \(folder); scgi_temp_path \(folder);
                    client_max_body_size 64m; keepalive_requests 1000000; access_log off;
                    server { listen \(listen ?? "127.0.0.1"):\(port) \(flags); root \(folder); \(server) }
                }

                """.replacingOccurrences(of: "PORT", with: "\(port)").replacingOccurrences(of: "FOLDER", with: folder)
            try settings.write(toFile: folder + "/nginx.conf", atomically: false, encoding: .utf8)
            return try await run(
                path, ["-p", folder, "-c", folder + "/nginx.conf", "-e", folder + "/error.log"], log: folder + "/log"
            ) {
                try await answers(port, listen ?? "127.0.0.1", log: folder + "/log")
                return try await body(port, folder)
            }
        }
    }

    /// Waits until a server takes connections.
    static func answers(_ port: Int, _ host: String = "127.0.0.1", log: String) async throws {
        let url = try WebURL("http://\(host):\(port)/")
        for _ in 0..<500 {
            do {
                _ = try await makeClient().perform(WebRequest("GET"), at: url)
                return
            } catch let error as WebClientError where error.code != .notConnected {
                return
            } catch {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        Issue.record("no server: \((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")")
    }
}
