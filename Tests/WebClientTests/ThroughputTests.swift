import Foundation
import Logging
import Testing
import WebClient

/// How fast small requests are, against nginx. `IPDECT_WEB_REQUESTS` says how many; without it nothing is measured.
@Suite(
    .serialized,
    .enabled(if: RealServer.nginx != nil && ProcessInfo.processInfo.environment["IPDECT_WEB_REQUESTS"] != nil))
struct `Small requests` {
    static let count = ProcessInfo.processInfo.environment["IPDECT_WEB_REQUESTS"].flatMap { Int($0) } ?? 10_000

    @Test(arguments: [1, 8]) func `come back quickly`(tasks: Int) async throws {
        let server = "location / { return 204; }"
        try await RealServer.withNginx(server) { port, _ in
            let client = makeClient()
            let place = try url(
                port, "/cdr/cdrwrite.asp?event=syslog&time=1732390000&msg=LOG_HTTP%203%20TCP-Up%20a%20line")
            _ = try await client.perform(WebRequest(), at: place)
            let start = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<tasks {
                    group.addTask {
                        for _ in 0..<(Self.count / tasks) {
                            let response = try await client.perform(WebRequest(), at: place)
                            guard response.status == 204 else { throw CancellationError() }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            print(
                "\(tasks) at once: \(Int(Double(Self.count) / seconds)) requests a second on \(client.connectionCounts.open)"
            )
            #expect(client.connectionCounts.open <= 8)
        }
    }
}
