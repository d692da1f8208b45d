import Foundation
import PortSupport
import Testing

/// nginx that answers everything with 204 and writes down what it was asked.
struct WebRecorder: Sendable {
    private let log: String

    /// Runs `body` while it listens on `port`.
    static func run<Value: Sendable>(
        port: UInt16, in folder: String, identity: TestIdentity? = nil,
        _ body: @Sendable (WebRecorder) async throws -> Value
    ) async throws -> Value {
        let path = try #require(Peer.nginx.path)
        let tls = identity.map { "ssl_certificate \($0.chain); ssl_certificate_key \($0.key);" } ?? ""
        let settings = """
            daemon off; master_process off; pid \(folder)/nginx.pid; error_log \(folder)/nginx.error;
            events { }
            http {
                client_body_temp_path \(folder); proxy_temp_path \(folder); fastcgi_temp_path \(folder);
                uwsgi_temp_path \(folder); scgi_temp_path \(folder);
                log_format asked '$request';
                access_log \(folder)/nginx.access asked;
                server { listen 127.0.0.1:\(port)\(identity == nil ? "" : " ssl"); \(tls) location / { return 204; } }
            }

            """
        try settings.write(toFile: folder + "/nginx.conf", atomically: false, encoding: .utf8)
        return try await Daemon.run(path, ["-p", folder, "-c", folder + "/nginx.conf"], log: folder + "/nginx.log") {
            daemon in
            let isUp = try await eventually(within: 10) {
                daemon.hasEnded ? false : LoopbackPort.isOpen(port) ? true : nil
            }
            try #require(isUp == true, "nginx did not start: \(daemon.printed)")
            return try await body(WebRecorder(log: folder + "/nginx.access"))
        }
    }

    /// The request lines so far, as soon as there are so many.
    func requests(atLeast count: Int, within seconds: Double = 30) async throws -> [String] {
        _ = try await eventually(within: seconds) { lines.count >= count ? true : nil }
        return lines
    }

    private var lines: [String] {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }
}
