import Journal
public import ServiceLifecycle
import Synchronization

/// Captures packets: serves Remote PCAP, and gives whoever asks a reader.
public final class PacketCaptureService: Service {
    /// Captures for everybody.
    public let engine: CaptureEngine
    /// Captures into files.
    public let files: CaptureFiles
    private let server: RPCAPServer
    private let trace: TraceFeed
    private let current: Mutex<PacketCaptureSettings>

    /// Makes the service.
    public init(_ settings: PacketCaptureSettings, _ surroundings: PacketCaptureSurroundings) {
        engine = CaptureEngine(
            bufferOctets: settings.bufferOctets, now: surroundings.now, onChange: surroundings.onCapture)
        files = CaptureFiles(folder: surroundings.folder + "/captures", engine: engine, now: surroundings.now)
        server = RPCAPServer(settings, engine: engine, surroundings)
        trace = TraceFeed(engine: engine, surroundings: surroundings)
        current = Mutex(settings)
    }

    /// What may be captured, and by whom.
    public var settings: PacketCaptureSettings { current.withLock { $0 } }

    /// How capturing stands.
    public var status: PacketCaptureStatus {
        PacketCaptureStatus(server: server.status, readers: engine.readers, files: files.all)
    }

    /// Takes other settings: ports are closed and opened again, and remote clients let go.
    public func apply(_ settings: PacketCaptureSettings) {
        current.withLock { $0 = settings }
        engine.apply(bufferOctets: settings.bufferOctets)
        server.apply(settings)
    }

    /// Opens ports again, such as after the certificates changed.
    public func reopen() { server.reopen() }

    /// Serves until the task is cancelled or the agent shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.server.run() }
                group.addTask { await self.trace.run() }
            }
        }
    }
}
