import CLinux
import Glibc
import Logging
public import ServiceLifecycle
import Snapshot
import Synchronization
import Threads

/// The LAN side of the host: LLDP, the spanning tree, and what else is spoken between a device and its switch.
///
/// All of it happens on one thread, which waits for frames, for the kernel and for the earliest deadline. Nobody waits for
/// that thread.
public final class LinkLayerService: Service {
    private let surroundings: LinkLayerSurroundings
    private let mailbox: LANMailbox
    private let configuration: Mutex<LinkLayerConfiguration>

    /// Makes the service.
    public init(_ configuration: LinkLayerConfiguration, _ surroundings: LinkLayerSurroundings) {
        self.configuration = Mutex(configuration)
        self.surroundings = surroundings
        mailbox = LANMailbox()
    }

    /// Takes other settings.
    public func apply(_ configuration: LinkLayerConfiguration) {
        self.configuration.withLock { $0 = configuration }
        mailbox.post(.apply(configuration))
    }

    /// Runs until the task is cancelled or the agent shuts down; then neighbours are told that the device goes.
    public func run() async throws {
        let (statuses, continuation) = AsyncStream.makeStream(of: LANStatus.self, bufferingPolicy: .bufferingNewest(1))
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let (mailbox, surroundings) = (mailbox, surroundings)
        let configuration = configuration.withLock(\.self)
        let thread = SystemThread(name: "lan") {
            LANLoop(configuration, surroundings, mailbox) { continuation.yield($0) }.run()
            end.finish()
        }
        guard let thread else {
            surroundings.logger.error("the system has no thread left for the LAN side")
            return try await gracefulShutdown()
        }
        await withTaskGroup { group in
            group.addTask { for await status in statuses { await surroundings.publish(status) } }
            await withTaskCancellationOrGracefulShutdownHandler {
                for await _ in ended {}
            } onCancelOrGracefulShutdown: {
                mailbox.post(.stop)
            }
            // A cancelled task leaves the stream before the thread has said good-bye.
            mailbox.post(.stop)
            thread.join()
            continuation.finish()
        }
    }
}

/// What others have for the LAN thread.
final class LANMailbox: Sendable {
    /// A wish.
    enum Letter: Sendable {
        /// Take other settings.
        case apply(LinkLayerConfiguration)
        /// Say good-bye and end.
        case stop
    }

    /// Becomes readable when there is a letter; negative when the system gave none.
    let wake: Int32
    private let letters = Mutex<[Letter]>([])

    init() {
        wake = ipd_wake_open()
    }

    deinit {
        if wake >= 0 { close(wake) }
    }

    func post(_ letter: Letter) {
        letters.withLock { $0.append(letter) }
        ipd_wake(wake)
    }

    func take() -> [Letter] {
        ipd_wake_clear(wake)
        return letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }
}
