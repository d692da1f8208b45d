import HTTPTypes
public import Hummingbird
public import PacketCapture
public import WebServer

/// Captures for the command line: interfaces, what runs, a capture as it comes, and captures into files.
public struct CaptureRoutes: WebRoute {
    private let service: PacketCaptureService
    private let webdav: WebDAVService
    private let changed: @Sendable (ConsoleChange) -> Void

    /// Makes the routes over the services. `changed` hears of captures into files and of captures that were stopped.
    public init(
        _ service: PacketCaptureService, _ webdav: WebDAVService,
        changed: @escaping @Sendable (ConsoleChange) -> Void
    ) {
        self.service = service
        self.webdav = webdav
        self.changed = changed
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let (service, webdav, changed) = (service, webdav, changed)
        router.get("api/v1/capture") { _, _ in try JSON.response(CaptureView(service.status, webdav.status)) }
        router.get("api/v1/capture/interfaces") { _, _ in
            do {
                return try JSON.response(try CaptureInterface.all().map { CaptureInterfaceView($0) })
            } catch let error as CaptureError {
                throw Problem(error)
            }
        }
        router.get("api/v1/capture/stream") { request, context in
            try CaptureStream.response(
                to: request, of: service, viewer: "\(await context.user()) on this host", context: context)
        }
        router.post("api/v1/capture") { request, context in
            try await start(try await request.decoded(CaptureStart.self, context), by: await context.user())
        }
        router.delete("api/v1/capture/{id}") { _, context in
            let text = try context.text("id")
            let reader = service.status.readers.first { "\($0.id)" == text }
            guard let id = UInt64(text), await service.engine.stop(id) else {
                throw Problem.notFound("no capture has the number \(text)")
            }
            let whose = reader.map { " of \($0.interface ?? "the log") (\($0.viewer))" } ?? ""
            changed(ConsoleChange("capture", "the capture \(id)\(whose) was stopped"))
            return Response(status: .noContent)
        }
    }

    private func start(_ wanted: CaptureStart, by user: ConsoleUser) async throws -> Response {
        guard ["pcap", "pcapng"].contains(wanted.format) else {
            throw Problem.malformed("expected format to be pcap or pcapng, got \(wanted.format)")
        }
        guard (1...100_000).contains(wanted.megabytes) else {
            throw Problem.malformed("expected megabytes from 1 to 100000, got \(wanted.megabytes)")
        }
        do {
            var request = try service.settings.request(
                for: wanted.interface, wanted.format == "pcapng" ? .pcapng : .pcap(nanoseconds: false),
                viewer: "\(user) into a file")
            if !wanted.filter.isEmpty { request.filter = .text(wanted.filter) }
            request.snapLength = min(max(1, wanted.snapLength), CaptureRequest.snapLengthLimit)
            request.isPromiscuous = wanted.isPromiscuous
            let status = try service.files.start(request, limitOctets: UInt64(wanted.megabytes) * 1_000_000)
            changed(
                ConsoleChange("capture", "a capture of \(wanted.interface) into the file \(status.path) was started"))
            return try JSON.response(CaptureFileView(status), status: .created)
        } catch let error as CaptureError {
            throw Problem(error)
        }
    }
}
