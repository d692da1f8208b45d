import Foundation
import History
import NetworkValues
import PortSupport
import Testing
import WebClient

@testable import Exposition

/// Remote write into servers that we did not write.
struct RemoteWritePeerTests {
    private static let victoria = "/usr/bin/victoria-metrics"
    private static let prometheus = "/usr/bin/prometheus"

    private static func victoria(_ port: Int, in folder: String? = nil) throws -> Program {
        try Program(Self.victoria) { own in
            [
                "-httpListenAddr=127.0.0.1:\(port)", "-storageDataPath=\(folder ?? own)", "-search.latencyOffset=0s",
                "-retentionPeriod=1", "-loggerLevel=ERROR",
            ]
        }
    }

    /// What VictoriaMetrics has: the samples of each series, by its label radio.
    private static func exported(_ port: Int) async throws -> [String: [(Int64, Double)]] {
        let query = "match%5B%5D=%7Bjob%3D%22ipdect%22%7D"
        guard let text = try await Program.text("http://127.0.0.1:\(port)/api/v1/export?\(query)") else { return [:] }
        var found: [String: [(Int64, Double)]] = [:]
        for line in text.split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let labels = object?["metric"] as? [String: String] ?? [:]
            let times = object?["timestamps"] as? [Int64] ?? []
            let values = (object?["values"] as? [Any] ?? []).map { ($0 as? NSNumber)?.doubleValue ?? .nan }
            #expect(labels["instance"] == "bench" && labels["site"] == "north")
            found[labels["radio"] ?? ""] = Array(zip(times, values))
        }
        return found
    }

    @Test(.enabled(if: Program.isThere(victoria), "victoria-metrics is not installed"))
    func `VictoriaMetrics has every sample, also when it was away`() async throws {
        let bench = try RemoteWriteBench(rows: 700, series: 40)
        let port = Int(try LoopbackPort.free())
        var server = RemoteWriteServer(index: 1, url: "http://127.0.0.1:\(port)/api/v1/write")
        server.labels = ["site": "north"]
        server.batchSamples = 500
        let folder = NSTemporaryDirectory() + "victoria-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await bench.writing(to: server) { service in
            // Nobody is there yet: nothing is lost, and everything is tried again.
            #expect(try await eventually { (service.status.first?.retries ?? 0) > 3 })
            #expect(service.status.first?.state == .failing)
            let first = try Self.victoria(port, in: folder)
            #expect(try await eventually { service.status.first?.position == bench.last })
            #expect(
                try await eventually { try await Self.exported(port).values.reduce(0) { $0 + $1.count } == 700 * 40 })
            first.end()
            try bench.append(700..<730, series: 40, missing: 720..<730)
            let second = try Self.victoria(port, in: folder)
            #expect(
                try await eventually { service.status.first?.position == bench.start.adding(seconds: 7290) })
            #expect(try await eventually { try await Self.exported(port)["R0"]?.count == 730 })
            let all = try await Self.exported(port)
            for (place, series) in [(0, "R0"), (7, "R7"), (38, "R38")] {
                let samples = try #require(all[series])
                for (row, sample) in samples.enumerated() where !sample.1.isNaN {
                    #expect(sample.0 == bench.start.adding(seconds: Int64(row) * 10).milliseconds)
                    #expect(sample.1 == RemoteWriteBench.value(row, place))
                }
            }
            #expect(service.status.first?.dropped.isEmpty == true && service.status.first?.state == .ok)
            second.end()
        }
    }

    @Test(.enabled(if: Program.isThere(victoria), "victoria-metrics is not installed"))
    func `a server that never answered gets what was recorded before a restart`() async throws {
        let bench = try RemoteWriteBench(rows: 20, series: 4)
        let port = Int(try LoopbackPort.free())
        var server = RemoteWriteServer(index: 1, url: "http://127.0.0.1:\(port)/api/v1/write")
        server.labels = ["site": "north"]
        try await bench.writing(to: server, fromStart: false) { service in
            // A new server gets what is recorded from now on.
            #expect(try await eventually { service.status.first?.position == bench.last })
            try bench.append(20..<30, series: 4)
            #expect(try await eventually { (service.status.first?.retries ?? 0) > 0 })
        }
        #expect(try bench.history.cursor(named: server.cursorName).position == bench.last)
        try bench.append(30..<40, series: 4)
        let program = try Self.victoria(port)
        defer { program.end() }
        try await bench.writing(to: server, fromStart: false) { service async throws in
            let last = bench.start.adding(seconds: 390)
            #expect(try await eventually { service.status.first?.position == last })
            #expect(try await eventually { try await Self.exported(port).values.reduce(0) { $0 + $1.count } == 20 * 4 })
        }
        let times = try #require(try await Self.exported(port)["R3"]).map(\.0)
        #expect(times == (20..<40).map { bench.start.adding(seconds: $0 * 10).milliseconds })
    }

    @Test(.enabled(if: Program.isThere(prometheus), "prometheus is not installed"))
    func `Prometheus takes all but what it never will`() async throws {
        let bench = try RemoteWriteBench(rows: 60, series: 10)
        let port = Int(try LoopbackPort.free())
        let program = try Program(Self.prometheus) { folder in
            let configuration = folder + "/prometheus.yml"
            _ = FileManager.default.createFile(atPath: configuration, contents: Data("global: {}\n".utf8))
            return [
                "--web.listen-address=127.0.0.1:\(port)", "--storage.tsdb.path=\(folder)/data",
                "--config.file=\(configuration)", "--web.enable-remote-write-receiver", "--log.level=error",
            ]
        }
        let server = RemoteWriteServer(index: 1, url: "http://127.0.0.1:\(port)/api/v1/write")
        let at = bench.now.milliseconds / 1000
        @Sendable func count() async throws -> Int? {
            let url =
                "http://127.0.0.1:\(port)/api/v1/query?time=\(at)&query=sum(count_over_time(%7Bjob%3D%22ipdect%22%7D%5B40m%5D))"
            guard let text = try await Program.text(url), let range = text.ranges(of: ",\"").last else { return nil }
            return Int(text[range.upperBound...].prefix { $0.isNumber })
        }
        try await bench.writing(to: server) { service in
            #expect(try await eventually { service.status.first?.position == bench.last })
            #expect(try await eventually { try await count() == 600 })
            // A sample among good ones that Prometheus refuses: the others arrive.
            let sender = try RemoteWriteSender(
                server,
                RemoteWriteSurroundings(
                    history: bench.history, hostName: { "bench" }, version: "1",
                    web: { _ in WebClient(tls: nil, logger: RemoteWriteBench.quiet) }, now: { bench.now },
                    sleep: { try await Task.sleep(for: $0 / 100) }, logger: RemoteWriteBench.quiet))
            let names = ["good", "bad", "fine", "well"]
            let request = WriteRequest(
                series: names.map { name in
                    let age: Int64 = name == "bad" ? 7_200_000 : 0
                    return WriteRequest.Series(
                        labels: WriteRequest.encoded([("__name__", name), ("job", "ipdect")]),
                        times: [bench.now.milliseconds - age], values: [1])
                })
            try await sender.send(request)
            #expect(sender.figures.sent == 3 && sender.figures.dropped == [.tooOld: 1])
            for name in ["good", "fine", "well"] {
                let url = "http://127.0.0.1:\(port)/api/v1/query?query=\(name)&time=\(at)"
                #expect(try await eventually { try await Program.text(url)?.contains("\"\(name)\"") == true })
            }
        }
        program.end()
    }

    @Test(.enabled(if: Program.isThere(victoria), "victoria-metrics is not installed"))
    func `a large site goes into VictoriaMetrics`() async throws {
        let bench = try RemoteWriteBench(rows: 120, series: 2000)
        let port = Int(try LoopbackPort.free())
        let program = try Self.victoria(port)
        #expect(try await eventually { try await Program.text("http://127.0.0.1:\(port)/health") != nil })
        let server = RemoteWriteServer(index: 1, url: "http://127.0.0.1:\(port)/api/v1/write")
        let start = ContinuousClock.now
        try await bench.writing(to: server) { service async throws in
            #expect(try await eventually { service.status.first?.position == bench.last })
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("remote write: \(Int(240_000 / seconds)) samples a second into VictoriaMetrics in this build")
        program.end()
    }
}
