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

    /// Does what an operator wants, and returns what became of it.
    public func perform(_ command: LANCommand) async -> LANAnswer {
        await withCheckedContinuation { mailbox.post(.perform(command, $0)) }
    }

    /// Runs until the task is cancelled or the agent shuts down; then neighbours are told that the device goes.
    public func run() async throws {
        let (statuses, continuation) = AsyncStream.makeStream(
            of: LANLoop.Publication.self, bufferingPolicy: .bufferingNewest(1))
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let (mailbox, surroundings) = (mailbox, surroundings)
        let configuration = configuration.withLock(\.self)
        let thread = SystemThread(name: "lan") {
            LANLoop(configuration, surroundings, mailbox) { continuation.yield($0) }.run()
            end.finish()
        }
        guard let thread else {
            mailbox.close()
            surroundings.logger.error("the system has no thread left for the LAN side")
            return try await gracefulShutdown()
        }
        await withTaskGroup { group in
            group.addTask { for await now in statuses { await surroundings.publish(now.status, now.faults) } }
            await withTaskCancellationOrGracefulShutdownHandler {
                for await _ in ended {}
            } onCancelOrGracefulShutdown: {
                mailbox.post(.stop)
            }
            // A cancelled task leaves the stream before the thread has said good-bye.
            mailbox.post(.stop)
            thread.join()
            mailbox.close()
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
        /// Do what an operator wants.
        case perform(LANCommand, CheckedContinuation<LANAnswer, Never>)
    }

    /// Becomes readable when there is a letter; negative when the system gave none.
    let wake: Int32
    private let letters = Mutex<(waiting: [Letter], isClosed: Bool)>(([], false))

    init() {
        wake = ipd_wake_open()
    }

    deinit {
        if wake >= 0 { Glibc.close(wake) }
    }

    func post(_ letter: Letter) {
        let isTaken = letters.withLock { letters in
            if !letters.isClosed { letters.waiting.append(letter) }
            return !letters.isClosed
        }
        guard isTaken else { return letter.giveBack() }
        ipd_wake(wake)
    }

    func take() -> [Letter] {
        ipd_wake_clear(wake)
        return letters.withLock { letters in
            defer { letters.waiting = [] }
            return letters.waiting
        }
    }

    /// Gives back what comes from now on, and what nobody took.
    func close() {
        let rest = letters.withLock { letters in
            defer { letters = ([], true) }
            return letters.waiting
        }
        for letter in rest { letter.giveBack() }
    }
}

extension LANMailbox.Letter {
    fileprivate func giveBack() {
        guard case .perform(_, let continuation) = self else { return }
        continuation.resume(returning: .refused(.notPossible, "the LAN side does not run"))
    }
}
