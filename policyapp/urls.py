"""The whole site: the admin, and everything else from options/urls.py."""

from django.urls import include, path

from options.admin import site

urlpatterns = [
    path("admin/", site.urls),
    path("", include("options.urls")),
]

handler400 = "policyapp.errors.bad_request"
handler403 = "policyapp.errors.permission_denied"
handler404 = "policyapp.errors.page_not_found"
handler500 = "policyapp.errors.server_error"
