import CaptureFormats
import Logging
import NetworkValues
import Synchronization

/// Captures into the spool. It knows nothing of the server.
final class CapturePump: Sendable {
    /// What is shown of it.
    struct Figures: Sendable {
        var interface = ""
        var error = ""
        /// What became of the packets of readers that have ended.
        var past = CaptureCounts()
        var reader: CaptureReader?

        var counts: CaptureCounts { reader.map { past + $0.counts } ?? past }
    }

    private let configuration: WebDAVConfiguration
    private let spool: CaptureSpool
    private let surroundings: WebDAVSurroundings
    private let change: @Sendable ((inout Figures) -> Void) -> Void

    init(
        _ configuration: WebDAVConfiguration, _ spool: CaptureSpool, _ surroundings: WebDAVSurroundings,
        change: @escaping @Sendable ((inout Figures) -> Void) -> Void
    ) {
        self.configuration = configuration
        self.spool = spool
        self.surroundings = surroundings
        self.change = change
    }

    /// Captures until the task is cancelled. What was captured until then is in a file that is closed.
    func run() async {
        var backoff = Backoff()
        while !Task.isCancelled {
            do throws(CaptureError) {
                let device = try CapturedDevice(configuration.interface)
                let reader = try surroundings.engine.open(request(device.interface))
                change { figures in
                    (figures.interface, figures.error, figures.reader) = (device.interface, "", reader)
                }
                if await pump(reader, device) { backoff.succeed() }
                if case .failed(let reason)? = reader.end { note(reason) }
            } catch {
                note("\(error)")
            }
            guard !Task.isCancelled else { break }
            var random = SystemRandomNumberGenerator()
            let pause = backoff.fail(using: &random)
            guard (try? await surroundings.sleep(.milliseconds(pause))) != nil else { break }
        }
        let (spool, now) = (spool, surroundings.now())
        await DiskWork.run { spool.close(at: now) }
        change { $0.interface = "" }
    }

    private func request(_ interface: String) -> CaptureRequest {
        var request = CaptureRequest(interface, .pcap(nanoseconds: false), viewer: "WebDAV PCAP")
        request.filter = configuration.filter.isEmpty ? .all : .text(configuration.filter)
        request.snapLength = configuration.snapLength
        request.takesTrace = configuration.takesTrace
        request.bufferOctets = configuration.bufferMegabytes * 1_000_000
        return request
    }

    /// Moves what is captured into the spool until the capture ends. Returns whether there was any packet.
    private func pump(_ reader: CaptureReader, _ device: CapturedDevice) async -> Bool {
        var chunk: [UInt8] = []
        var isFirst = true
        while await reader.read(into: &chunk) { chunk = await store(chunk, device, isFirst: &isFirst) }
        await surroundings.engine.close(reader)
        // What came up to the end is read although this task may be cancelled.
        let rest = Task { [isFirst] in
            var (chunk, isFirst) = ([UInt8](), isFirst)
            while await reader.read(into: &chunk) { chunk = await self.store(chunk, device, isFirst: &isFirst) }
        }
        await rest.value
        change { figures in
            figures.past = figures.past + reader.counts
            figures.reader = nil
        }
        return reader.counts.delivered > 0
    }

    /// Stores what a reader has handed over, and gives the memory back. A reader begins with the header of the file.
    private func store(_ chunk: [UInt8], _ device: CapturedDevice, isFirst: inout Bool) async -> [UInt8] {
        let (spool, now) = (spool, surroundings.now())
        let start = isFirst ? PcapHeader.length : 0
        isFirst = false
        return await DiskWork.run {
            if start > 0 { spool.begin(header: Array(chunk.prefix(start)), device: device.address, at: now) }
            spool.append(chunk, from: start, at: now)
            return chunk
        }
    }

    private func note(_ reason: String) {
        let logger = surroundings.logger
        change { figures in
            if figures.error != reason { logger.warning("nothing is captured", metadata: ["reason": "\(reason)"]) }
            (figures.interface, figures.error) = ("", reason)
        }
    }
}

extension CaptureCounts {
    /// Both together.
    fileprivate static func + (left: CaptureCounts, right: CaptureCounts) -> CaptureCounts {
        var sum = left
        sum.taken += right.taken
        sum.delivered += right.delivered
        sum.deliveredOctets += right.deliveredOctets
        sum.dropped += right.dropped
        sum.droppedByKernel += right.droppedByKernel
        sum.droppedByInterface += right.droppedByInterface
        sum.traceRecords += right.traceRecords
        sum.ownTraffic += right.ownTraffic
        return sum
    }
}
