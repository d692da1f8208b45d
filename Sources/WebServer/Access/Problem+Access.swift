public import WebAccess

extension AccessError: ProblemError {
    /// Why accounts, sessions or tokens did not allow something.
    public var problem: Problem {
        let (status, title) =
            switch code {
            case .notAllowed: (403, "Not allowed")
            case .invalidValue: (422, "Refused")
            case .notFound: (404, "Not found")
            case .wrongPassword: (422, "Wrong password")
            case .blocked: (429, "Blocked")
            case .busy: (503, "Busy")
            }
        return Problem(status: status, title: title, detail: message, field: field)
    }
}
