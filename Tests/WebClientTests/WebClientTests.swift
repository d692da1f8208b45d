import Logging
import NIOCore
import Synchronization
import Testing
import WebClient

@Suite struct `A web client` {
    private func client(_ change: (inout WebClientOptions) -> Void = { _ in }) -> WebClient {
        var options = WebClientOptions()
        change(&options)
        return WebClient(options, logger: Logger(label: "test"))
    }

    @Test func `sends many requests on one connection`() async throws {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                try await connection.answer("200 OK", "\(connection.number) \(request.line)")
            }
        } _: { port in
            let client = client()
            for number in 0..<50 {
                let response = try await client.perform(
                    WebRequest("GET"), at: try WebURL("http://127.0.0.1:\(port)/\(number)"))
                #expect(String(decoding: response.body, as: UTF8.self) == "1 GET /\(number) HTTP/1.1")
            }
            #expect(client.connectionCounts.open == 1)
            await client.shutdown()
            #expect(client.connectionCounts.open == 0)
        }
    }
}
