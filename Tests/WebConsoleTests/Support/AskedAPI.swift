import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import WebServer

/// A REST API that gives what it is told to, and notes what it is asked to change.
final class AskedAPI: WebRoute, Sendable {
    /// A request that changes something.
    struct Change: Sendable {
        var call: String
        var content: String
        var headers: HTTPFields
    }

    /// An answer.
    struct Answer: Sendable {
        var status = 200
        var type = "application/json"
        var content: String
    }

    private let answers = Mutex<[String: Answer]>([:])
    private let noted = Mutex<[Change]>([])

    /// What it was asked to change, in order.
    var changes: [Change] { noted.withLock(\.self) }

    /// The content of the last change as an object of JSON.
    var lastContent: [String: Any] {
        let data = Data((changes.last?.content ?? "").utf8)
        return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
    }

    /// Says what a request such as `GET config/modules` is answered with.
    func answer(_ call: String, _ content: String, status: Int = 200, type: String = "application/json") {
        answers.withLock { $0[call] = Answer(status: status, type: type, content: content) }
    }

    /// Says that a request is refused, by a field if one is named.
    func refuse(_ call: String, _ detail: String, field: String? = nil, status: Int = 422) {
        let errors = field.map { ",\"field\":\"\($0)\",\"errors\":[{\"field\":\"\($0)\",\"detail\":\"\(detail)\"}]" }
        answer(
            call, "{\"status\":\(status),\"title\":\"Refused\",\"detail\":\"\(detail)\"\(errors ?? "")}",
            status: status, type: "application/problem+json")
    }

    func add(to router: Router<WebContext>) {
        for method: HTTPRequest.Method in [.get, .post, .put, .patch, .delete] {
            router.on("api/v1/**", method: method) { [self] request, _ in
                let place = request.uri.string.replacing("/api/v1/", with: "", maxReplacements: 1)
                let call = "\(method.rawValue) \(place)"
                if method != .get {
                    let content = try await request.body.collect(upTo: 1 << 20)
                    noted.withLock {
                        $0.append(Change(call: call, content: String(buffer: content), headers: request.headers))
                    }
                }
                let found = answers.withLock { $0[call] }
                guard let answer = found else {
                    guard method == .get else { return Response(status: .noContent) }
                    throw Problem.notFound("nothing is served at \(call)")
                }
                return Response(
                    status: .init(code: answer.status), headers: [.contentType: answer.type],
                    body: .init(byteBuffer: ByteBuffer(string: answer.content)))
            }
        }
    }
}
