import CLinux
import Glibc
import SNMPProtocol
import Synchronization
import Threads

/// The thread of a session with a master. Nothing else waits for it, and it waits for nothing but its socket.
final class AgentXLoop: Sendable {
    /// What the thread needs of the service.
    struct Surroundings: Sendable {
        var images: MIBImageStore
        var changes: any AgentXChanges
        var moment: @Sendable () -> AgentXSession.Moment
        /// Is told the state whenever it has changed, and what people should hear.
        var report: @Sendable (AgentXSessionStatus, [AgentXSession.Note]) -> Void
    }

    /// Octets that are taken from the socket at once.
    private static let chunk = 1 << 16

    private let configuration: AgentXConfiguration
    private let surroundings: Surroundings
    private let wake: Int32
    private let isStopping = Atomic(false)
    private let thread: Mutex<SystemThread?> = Mutex(nil)

    /// Starts the thread; `counts` go on. `nil` when the system has none left.
    init?(_ configuration: AgentXConfiguration, counts: AgentXCounts, _ surroundings: Surroundings) {
        self.configuration = configuration
        self.surroundings = surroundings
        wake = ipd_wake_open()
        guard wake >= 0, let started = SystemThread(name: "snmp-agentx", body: { self.run(counts) }) else { return nil }
        thread.withLock { $0 = started }
    }

    deinit {
        if wake >= 0 { close(wake) }
    }

    /// Ends the session and the thread, and waits for that.
    func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        ipd_wake(wake)
        let started = thread.withLock { thread in
            let started = thread
            thread = nil
            return started
        }
        started?.join()
    }

    private func run(_ counts: AgentXCounts) {
        var session = AgentXSession(
            configuration, changes: surroundings.changes, counts: counts, at: surroundings.moment())
        var socket: AgentXSocket?
        var output: ArraySlice<UInt8> = []
        var reported = AgentXSessionStatus()
        while true {
            if isStopping.load(ordering: .relaxed) { session.end() } else { session.tick(at: surroundings.moment()) }
            keep(&socket, &output, &session)
            flush(socket, &output, &session)
            // What was held back while there was no room for answers.
            session.work(at: surroundings.moment()) { surroundings.images.current }
            flush(socket, &output, &session)
            report(&session, &reported)
            if session.phase == .ended { return }
            wait(socket, output, &session)
        }
    }

    private func report(_ session: inout AgentXSession, _ reported: inout AgentXSessionStatus) {
        guard session.status != reported || !session.notes.isEmpty else { return }
        surroundings.report(session.status, session.notes)
        session.notes = []
        reported = session.status
    }

    /// Opens or closes the socket as the session wants it.
    private func keep(_ socket: inout AgentXSocket?, _ output: inout ArraySlice<UInt8>, _ session: inout AgentXSession)
    {
        if !session.wantsConnection, let open = socket {
            // The last words, as far as the kernel takes them.
            output += session.writer.take()
            _ = try? open.send(output)
            output = []
            socket = nil
        }
        guard session.wantsConnection, socket == nil else { return }
        _ = session.writer.take()
        output = []
        do throws(AgentXSocket.Failure) {
            let opened = try AgentXSocket(to: configuration.address)
            socket = opened
            if opened.isConnected { session.connected(at: surroundings.moment()) }
        } catch {
            session.lose(
                "the master cannot be reached at \(configuration.address): \(error.text)", at: surroundings.moment())
        }
    }

    private func flush(
        _ socket: AgentXSocket?, _ output: inout ArraySlice<UInt8>, _ session: inout AgentXSession
    ) {
        guard let socket, socket.isConnected else { return }
        if output.isEmpty { output = session.writer.take()[...] }
        while !output.isEmpty {
            do throws(AgentXSocket.Failure) {
                let sent = try socket.send(output)
                if sent == 0 { return }
                output = output.dropFirst(sent)
            } catch {
                session.lose("the connection to the master broke: \(error.text)", at: surroundings.moment())
                return
            }
            if output.isEmpty { output = session.writer.take()[...] }
        }
    }

    /// Waits for the socket, for the time, or to be stopped, and reads what came.
    private func wait(_ socket: AgentXSocket?, _ output: ArraySlice<UInt8>, _ session: inout AgentXSession) {
        var waits = [pollfd(fd: wake, events: Int16(POLLIN), revents: 0)]
        if let socket {
            var events: Int32 = 0
            if socket.isConnected, session.takesInput { events |= POLLIN }
            if !socket.isConnected || !output.isEmpty { events |= POLLOUT }
            waits.append(pollfd(fd: socket.descriptor, events: Int16(events), revents: 0))
        }
        _ = poll(&waits, nfds_t(waits.count), milliseconds(until: session.deadline))
        if waits[0].revents != 0 { ipd_wake_clear(wake) }
        guard let socket, waits[1].revents != 0, session.wantsConnection else { return }
        do throws(AgentXSocket.Failure) {
            guard socket.isConnected else {
                try socket.finish()
                return session.connected(at: surroundings.moment())
            }
            guard Int32(waits[1].revents) & ~POLLOUT != 0 else { return }
            try read(socket, &session)
        } catch {
            session.lose(
                socket.isConnected
                    ? "the connection to the master broke: \(error.text)"
                    : "the master cannot be reached at \(configuration.address): \(error.text)",
                at: surroundings.moment())
        }
    }

    private func read(_ socket: AgentXSocket, _ session: inout AgentXSession) throws(AgentXSocket.Failure) {
        guard let octets = try socket.receive(atMost: Self.chunk) else {
            return session.lose("the master ended the connection", at: surroundings.moment())
        }
        session.receive(octets, at: surroundings.moment()) { surroundings.images.current }
    }

    private func milliseconds(until deadline: UInt64?) -> Int32 {
        guard let deadline else { return -1 }
        let now = surroundings.moment().milliseconds
        return Int32(clamping: deadline > now ? deadline - now : 0)
    }
}
