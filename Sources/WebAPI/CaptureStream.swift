import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PacketCapture
import ServiceLifecycle
import WebServer

/// A capture as the content of a response: a file of pcap or pcapng that grows as long as somebody reads it.
///
/// The query has `interface`, and may have `filter`, `snap` (octets of each packet), `count` (packets), `promiscuous` (1),
/// `format` (pcap, pcapng) and `nanoseconds` (1, for pcap).
struct CaptureStream: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    /// Ends the capture when nobody reads any more.
    final class Reading: Sendable {
        let reader: CaptureReader
        private let engine: CaptureEngine
        private let farEnd: FlowEnd?

        init(_ reader: CaptureReader, _ engine: CaptureEngine, _ farEnd: FlowEnd?) {
            self.reader = reader
            self.engine = engine
            self.farEnd = farEnd
            if let farEnd { engine.ownTraffic.add(farEnd) }
        }

        deinit {
            if let farEnd { engine.ownTraffic.remove(farEnd) }
            let (engine, reader) = (engine, reader)
            Task { await engine.close(reader) }
        }
    }

    private let reading: Reading

    /// Begins the capture that a request asks for.
    static func response(
        to request: Request, of service: PacketCaptureService, viewer: String, context: WebContext
    ) throws -> Response {
        let wanted = try self.request(request, service.settings, viewer: viewer)
        let farEnd = context.channel.remoteAddress?.port.flatMap { port in
            context.remoteAddress.map { FlowEnd($0, UInt16(clamping: port)) }
        }
        let stream: CaptureStream
        do throws(CaptureError) {
            stream = CaptureStream(
                reading: Reading(try service.engine.open(wanted), service.engine, farEnd))
        } catch {
            throw Problem(error)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: wanted.format == .pcapng ? "application/x-pcapng" : "application/vnd.tcpdump.pcap",
                .contentDisposition: "attachment; filename=\"\(wanted.interface ?? "trace").\(wanted.fileExtension)\"",
            ], body: .init(asyncSequence: stream.cancelOnGracefulShutdown()))
    }

    private static func request(
        _ request: Request, _ settings: PacketCaptureSettings, viewer: String
    ) throws -> CaptureRequest {
        let query = request.uri.queryParameters
        let format = query["format"].map(String.init) ?? "pcap"
        guard ["pcap", "pcapng"].contains(format) else {
            throw Problem.malformed("expected format to be pcap or pcapng, got \(format)")
        }
        let hasNanoseconds = try request.integer("nanoseconds", in: 0...1, default: 0) == 1
        var wanted: CaptureRequest
        do throws(CaptureError) {
            wanted = try settings.request(
                for: query["interface"].map(String.init),
                format == "pcapng" ? .pcapng : .pcap(nanoseconds: hasNanoseconds),
                viewer: viewer)
        } catch {
            throw Problem(error)
        }
        if let filter = query["filter"].map(String.init), !filter.isEmpty { wanted.filter = .text(filter) }
        wanted.snapLength = try request.integer(
            "snap", in: 1...CaptureRequest.snapLengthLimit, default: CaptureRequest.snapLengthLimit)
        wanted.isPromiscuous = try request.integer("promiscuous", in: 0...1, default: 0) == 1
        let count = try request.integer("count", in: 0...Int.max, default: 0)
        wanted.packetLimit = count > 0 ? UInt64(count) : nil
        return wanted
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let reading: Reading
        private var octets: [UInt8] = []

        init(_ reading: Reading) { self.reading = reading }

        mutating func next() async throws -> ByteBuffer? {
            guard await reading.reader.read(into: &octets) else { return nil }
            return ByteBuffer(bytes: octets)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reading) }
}

extension CaptureRequest {
    fileprivate var fileExtension: String { format == .pcapng ? "pcapng" : "pcap" }
}

extension Problem {
    /// The problem that a capture met.
    init(_ error: CaptureError) {
        let status =
            switch error.code {
            case .off, .forbidden: 403
            case .noInterface: 404
            case .filter: 400
            case .limit: 429
            case .interfaceGone, .file: 503
            }
        self.init(status: status, title: "No capture", detail: error.message)
    }
}
